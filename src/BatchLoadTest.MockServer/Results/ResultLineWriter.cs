using System.Buffers;
using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Results;

/// <summary>
/// Writes lines of result files from fixed pieces around the custom_id and the answer. The custom_id is put in as it was
/// written in the input, escapes and all.
/// </summary>
internal sealed class ResultLineWriter
{
    /// <summary>Of so many kinds of rows the templates are at hand.</summary>
    private const int FewKinds = 16;

    private readonly Batch batch;
    private readonly BatchPlan plan;
    private readonly AnswerTemplate?[] templates;
    private readonly long created;
    private readonly bool isOpenAI;

    public ResultLineWriter(Batch batch)
    {
        this.batch = batch;
        templates = new AnswerTemplate?[2 * Math.Min(batch.Input.Groups.Count, FewKinds)];
        plan = batch.Plan;
        created = plan.CreatedAt.ToUnixTimeSeconds();
        isOpenAI = batch.Rules.Flavour != MockFlavour.ControlLayer;
    }

    /// <summary>Writes one line with its line end; returns its length in bytes.</summary>
    public int Write(IBufferWriter<byte> output, in ResultLine result, ReadOnlySpan<byte> customId)
    {
        var line = new Utf8Line(output);
        line.Add("{\"id\":\"batch_req_"u8);
        line.AddHex(IdOf(result.Row));
        if (IsOdd(result.Defect))
        {
            AddOdd(ref line, result, customId);
            return line.Length;
        }

        line.Add("\",\"custom_id\":\""u8);
        line.Add(customId);
        AddResult(ref line, result);
        return line.Length;
    }

    /// <summary>Adds the body of the answer to a row that succeeded or was refused.</summary>
    public void AddBody(ref Utf8Line line, int row, RowFate fate)
    {
        if (fate == RowFate.Refused)
        {
            line.Add(RefusedBody);
            return;
        }

        TemplateOf(row, out var answer).Write(ref line, answer);
    }

    /// <summary>Adds the id of a row's result.</summary>
    public void AddId(ref Utf8Line line, int row) => line.AddHex(IdOf(row));

    /// <summary>What became of a row that failed, as the control layer says it: JSON in a string.</summary>
    public ReadOnlySpan<byte> FailureMessage => batch.HasNoCredit ? NoCredit : ServerError;

    /// <summary>How long the body of a row's answer is, in bytes.</summary>
    public int AnswerLengthOf(int row) => TemplateOf(row, out var answer).LengthOf(answer);

    /// <summary>Whether a line with this defect looks different from one without it.</summary>
    public static bool IsOdd(RowDefect defect) =>
        defect is RowDefect.Swapped or RowDefect.Corrupted or RowDefect.StrippedOfId or RowDefect.StrippedOfResult;

    private void AddOdd(ref Utf8Line line, in ResultLine result, ReadOnlySpan<byte> customId)
    {
        if (result.Defect == RowDefect.StrippedOfId)
        {
            AddResult(ref line, result);
            return;
        }

        line.Add("\",\"custom_id\":\""u8);
        switch (result.Defect)
        {
            case RowDefect.Swapped:
                // Not another batch's id: with one data file for all of a run's batches it would be an own one.
                line.Add("foreign-"u8);
                line.AddHex(IdOf(result.Row));
                AddResult(ref line, result);
                break;
            case RowDefect.Corrupted:
                line.Add(customId[..(customId.Length / 2)]);
                line.Add("\n"u8);
                break;
            default:
                line.Add(customId);
                line.Add("\"}\n"u8);
                break;
        }
    }

    /// <summary>All that follows the last id, from that id's closing quote on.</summary>
    private void AddResult(ref Utf8Line line, in ResultLine result)
    {
        var row = result.Row;
        switch (result.Fate)
        {
            case RowFate.Succeeded:
                line.Add("\",\"response\":{\"status_code\":200,\"request_id\":"u8);
                AddRequestId(ref line, row);
                line.Add(",\"body\":"u8);
                var template = TemplateOf(row, out var answer);
                template.Write(
                    ref line,
                    result.Defect == RowDefect.Changed ? answer with { Id = SeededDraws.Mix(answer.Id) } : answer
                );
                line.Add("},\"error\":null}\n"u8);
                break;
            case RowFate.Refused:
                line.Add("\",\"response\":{\"status_code\":400,\"request_id\":"u8);
                AddRequestId(ref line, row);
                line.Add(",\"body\":"u8);
                line.Add(RefusedBody);
                line.Add("},\"error\":null}\n"u8);
                break;
            case RowFate.Expired:
                line.Add("\",\"response\":null,\"error\":{\"code\":\"batch_expired\",\"message\":"u8);
                line.Add("\"This request could not be executed before the completion window expired.\"}}\n"u8);
                break;
            default:
                AddFailure(ref line, row);
                break;
        }
    }

    private void AddFailure(ref Utf8Line line, int row)
    {
        if (!isOpenAI)
        {
            line.Add("\",\"response\":null,\"error\":{\"code\":null,\"message\":"u8);
            line.Add(FailureMessage);
            line.Add("}}\n"u8);
            return;
        }

        // A row that had its turn has the answer that it got, in the error file too.
        line.Add("\",\"response\":{\"status_code\":"u8);
        line.Add(batch.HasNoCredit ? "429"u8 : "400"u8);
        line.Add(",\"request_id\":"u8);
        AddRequestId(ref line, row);
        line.Add(batch.HasNoCredit ? NoQuota : BadRequest);
    }

    // JSON in a string, as the control layer hands on what the model's own server answered.
    private static ReadOnlySpan<byte> NoCredit =>
        """
        "{\"type\":\"NonRetriableHttpStatus\",\"details\":{\"status\":402,\"body\":\"Account balance too low. Please add credits to continue.\"}}"
        """u8;

    private static ReadOnlySpan<byte> ServerError =>
        """
        "{\"type\":\"RetriableHttpStatus\",\"details\":{\"status\":500,\"body\":\"{\\\"error\\\":{\\\"message\\\":\\\"The server had an error while processing this request.\\\",\\\"type\\\":\\\"server_error\\\"}}\"}}"
        """u8;

    private static ReadOnlySpan<byte> RefusedBody =>
        """
        {"error":{"message":"The model refused this request.","type":"invalid_request_error","param":null,"code":null}}
        """u8;

    private static ReadOnlySpan<byte> NoQuota =>
        """
        ,"body":{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}},"error":null}

        """u8;

    private static ReadOnlySpan<byte> BadRequest =>
        """
        ,"body":{"error":{"message":"This request could not be processed.","type":"invalid_request_error","param":null,"code":null}}},"error":null}

        """u8;

    private ulong IdOf(int row) => plan.ResultIdOf(row);

    private void AddRequestId(ref Utf8Line line, int row)
    {
        if (!isOpenAI)
        {
            line.Add("null"u8);
            return;
        }

        line.Add("\"req_"u8);
        line.AddHex(SeededDraws.Mix(IdOf(row)));
        line.Add("\""u8);
    }

    private AnswerTemplate TemplateOf(int row, out RowAnswer answer)
    {
        var span = batch.Input.Rows[row];
        var group = batch.Input.Groups[span.Kind];
        var usage = plan.Usages.Of(row, span, group);
        answer = new RowAnswer(IdOf(row), created, usage.GetValueOrDefault());
        var place = (2 * span.Kind) + (usage is null ? 0 : 1);
        return place >= templates.Length
            ? AnswerTemplate.For(group.Kind, usage is not null)
            : templates[place] ??= AnswerTemplate.For(group.Kind, usage is not null);
    }
}
