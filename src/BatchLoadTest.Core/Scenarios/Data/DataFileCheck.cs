using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>Checks a data file line by line; names file and line of everything that a service would refuse.</summary>
internal sealed class DataFileCheck
{
    /// <summary>Characters of a <c>custom_id</c> that the control layer takes.</summary>
    public const int LongestId = 64;

    private const int MaxProblems = 10;
    private const int MaxShown = 40;

    private readonly string path;
    private readonly LineSplitter lines;
    private readonly LineSplitter.LineHandler take;
    private readonly List<string> problems = [];

    private readonly FileIds ids = new();
    private readonly List<long> lineOfRow = [];
    private readonly HashSet<ulong> prompts = [];
    private readonly List<long>? promptStarts;
    private readonly ModelEdits? models;
    private long tokens;
    private string? endpoint;
    private long endpointLine;
    private long fixedLine;
    private long fixedRows;
    private long line;
    private long blankLine;
    private long unnamed;
    private bool isArray;
    private OddIds tooLong;
    private OddIds notAscii;

    /// <summary>A check that begins.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxLine">Longest line in bytes.</param>
    /// <param name="varies">Whether each row must have a prompt that can be made different.</param>
    /// <param name="models">Gets where each row has its model; null where rows keep it.</param>
    public DataFileCheck(string path, int maxLine, bool varies = false, ModelEdits? models = null)
    {
        this.models = models;
        this.path = path;
        promptStarts = varies ? [] : null;
        take = Take;
        lines = new LineSplitter(
            maxLine,
            (beginning, length) =>
            {
                line++;
                isArray |= line == 1 && ArrayText.IsArray(beginning);
                Report(line, $"has {length:N0} bytes, more than the {maxLine:N0} of --max-line");
            }
        );
    }

    /// <summary>What some services would refuse, a line each.</summary>
    public IReadOnlyList<string> Warnings =>
        [
            .. tooLong.Words(path, $"custom_id with more than {LongestId} characters; the control layer refuses it"),
            .. notAscii.Words(path, "custom_id with a character outside ASCII; some services refuse it"),
        ];

    /// <summary>Where in the file the prompt of each row begins; empty where prompts are to stay.</summary>
    public IReadOnlyList<long> PromptStarts => promptStarts ?? [];

    /// <summary>What an upload asks for.</summary>
    public PromptCounts Prompts =>
        new()
        {
            Uploads = 1,
            Rows = ids.Count,
            Repeated = prompts.Count,
            Tokens = tokens,
        };

    public void Consume(ReadOnlySpan<byte> piece) => lines.Consume(piece, take);

    /// <exception cref="DataFileException">Something is wrong.</exception>
    public (FileIds Ids, string Endpoint) Complete()
    {
        lines.Complete(take);
        if (isArray)
        {
            // One thing is wrong, not each of its lines.
            throw new DataFileException([$"{path}: {ArrayText.Words}, such as jq -c '.[]' writes"]);
        }

        if (line == 0 || (ids.Count == 0 && problems.Count == 0))
        {
            problems.Add($"{path}: is empty");
        }

        if (fixedRows > 0)
        {
            problems.Add(
                $"{path}: --vary: line {fixedLine} has no text that could be varied (a user message's, input or prompt)"
                    + (fixedRows == 1 ? "" : $", and so have {fixedRows - 1} more lines")
            );
        }

        if (unnamed > 0)
        {
            problems.Add($"{path}: and {unnamed} more problems");
        }

        return problems.Count == 0 ? (ids, endpoint!) : throw new DataFileException(problems);
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        line++;
        isArray |= line == 1 && ArrayText.IsArray(text);
        if (isArray)
        {
            return;
        }

        if (text.Trim(" \t"u8).IsEmpty)
        {
            blankLine = line;
            return;
        }

        if (blankLine != 0)
        {
            // Only now: blank lines at the end are harmless, in the middle services refuse them.
            Report(blankLine, "is blank");
            blankLine = 0;
        }

        if (line == 1 && text.StartsWith(Encoding.UTF8.Preamble))
        {
            Report(line, "begins with a byte order mark; save the file as UTF-8 without one");
            return;
        }

        if (!RequestLine.TryParse(text, out var request, out var problem))
        {
            Report(line, problem);
            return;
        }

        Check(request);
    }

    private void Check(in RequestLine request)
    {
        CheckId(request);

        lineOfRow.Add(line);
        var start = lines.LineStart + request.IdStart;
        if (!ids.TryAdd(request.CustomId, start, request.IdLength, out var first) && !request.CustomId.IsEmpty)
        {
            Report(line, $"repeats the custom_id {Shown(request.CustomId)} of line {lineOfRow[first]}");
        }

        if (!Ascii.EqualsIgnoreCase(request.Method, "POST"u8))
        {
            Report(line, "has no \"method\":\"POST\"");
        }

        CheckUrl(request.Url);
        if (!request.HasBody)
        {
            Report(line, "has no \"body\" object");
            return;
        }

        models?.Add(lines.LineStart + request.BodyStart, BodyModel.Of(request.Body));
        Count(request);
    }

    private void Count(in RequestLine request)
    {
        var prompt = BodyPrompt.Of(request.Body);
        tokens += prompt.Tokens;
        if (prompt.Hash != 0)
        {
            prompts.Add(prompt.Hash);
        }

        promptStarts?.Add(lines.LineStart + request.BodyStart + prompt.TextStart);
        if (promptStarts is not null && prompt.TextStart < 0)
        {
            fixedLine = fixedRows++ == 0 ? line : fixedLine;
        }
    }

    private void CheckId(in RequestLine request)
    {
        if (!request.OtherId.IsEmpty)
        {
            Report(line, $"has as \"custom_id\" {OtherIdText.Of(request.OtherId)}; services take texts only");
        }
        else if (request.CustomId.IsEmpty)
        {
            Report(line, request.HasEmptyId ? "has an empty \"custom_id\"" : "has no \"custom_id\"");
        }
        else
        {
            var isAscii = Ascii.IsValid(request.CustomId);
            if (request.CustomId.Length > LongestId && LengthOf(request.CustomId) > LongestId)
            {
                tooLong = tooLong.With(line, $"{Shown(request.CustomId)}, {LengthOf(request.CustomId):N0} characters");
            }

            if (!isAscii)
            {
                notAscii = notAscii.With(line, Shown(request.CustomId));
            }
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> id) => Encoding.UTF8.GetCharCount(id);

    private static string Shown(ReadOnlySpan<byte> id)
    {
        var text = Show(id[..Math.Min(id.Length, 4 * MaxShown)]);
        return text.Length <= MaxShown ? $"'{text}'" : $"'{text[..MaxShown]}…'";
    }

    private void CheckUrl(ReadOnlySpan<byte> url)
    {
        if (url.IsEmpty || url[0] != (byte)'/')
        {
            Report(line, "has no \"url\" that begins with a slash, such as \"/v1/chat/completions\"");
        }
        else if (endpoint is null)
        {
            endpoint = Encoding.UTF8.GetString(url);
            endpointLine = line;
        }
        else if (!Ascii.Equals(url, endpoint))
        {
            Report(line, $"has the url '{Show(url)}', line {endpointLine} has '{endpoint}'; a batch has one endpoint");
        }
    }

    private void Report(long number, string problem)
    {
        if (problems.Count < MaxProblems)
        {
            problems.Add($"{path}: line {number} {problem}");
        }
        else
        {
            unnamed++;
        }
    }

    private static string Show(ReadOnlySpan<byte> text) => ErrorText.OneLine(Encoding.UTF8.GetString(text));
}
