using System.Buffers;
using System.Text;
using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.MockServer.Rows;
using BatchLoadTest.MockServer.Storage;

namespace BatchLoadTest.MockServer.Results;

/// <summary>
/// The rows of a batch in the order of its input, with what was asked and what became of each, as the control layer lists them.
/// What is wrong with its result files is not wrong here.
/// </summary>
internal sealed class BatchRows : IContentLines
{
    private const byte Pending = 0;

    private readonly RowRewriter rewriter = new();
    private readonly Batch batch;
    private readonly ContentReader content;
    private readonly ResultLineWriter writer;
    private readonly string? status;

    /// <summary>Of each row its fate and one, or <see cref="Pending"/>.</summary>
    private readonly byte[] fates;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4 << 10);
    private int row = -1;

    /// <param name="batch">The batch.</param>
    /// <param name="state">How it stands.</param>
    /// <param name="content">Its input.</param>
    /// <param name="status">Which rows only; null for all.</param>
    public BatchRows(Batch batch, in BatchState state, ContentReader content, string? status)
    {
        this.batch = batch;
        this.content = content;
        this.status = status;
        writer = new ResultLineWriter(batch);
        fates = new byte[batch.Input.Rows.Count];
        var plan = batch.Plan;
        using var order = new CompletionOrder(plan);
        for (var position = 0; position < state.Finished; position++)
        {
            fates[order.RowAt(position)] = (byte)(1 + (int)plan.RowAt(position).Fate);
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => status is null ? fates.Length : fates.Count(fate => status == StatusOf(fate));

    public bool MoveNext()
    {
        while (++row < fates.Length)
        {
            if (status is null || status == StatusOf(fates[row]))
            {
                return true;
            }
        }

        return false;
    }

    public void Write(IBufferWriter<byte> output)
    {
        var span = batch.Input.Rows[row];
        if (buffer.Length < span.Length)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(span.Length);
        }

        var text = buffer.AsMemory(0, span.Length);
        content.Read(span.Offset, text.Span);
        var fate = fates[row];
        var line = new Utf8Line(output);
        line.Add("{\"id\":\""u8);
        writer.AddId(ref line, row);
        line.Add("\",\"custom_id\":\""u8);
        line.Add(text.Span.Slice(span.CustomIdStart, span.CustomIdLength));
        line.Add("\",\"model\":"u8);
        line.Add(JsonText.Quoted(batch.Input.Groups[span.Kind].Kind.Model));
        line.Add(",\"input_body\":"u8);
        rewriter.WriteBody(ref line, text);
        line.Add(",\"response_body\":"u8);
        var isDone = fate != Pending && ((RowFate)(fate - 1)).IsOutput();
        if (isDone)
        {
            writer.AddBody(ref line, row, (RowFate)(fate - 1));
        }
        else
        {
            line.Add("null"u8);
        }

        line.Add(",\"error\":"u8);
        line.Add(fate == Pending || isDone ? "null"u8 : writer.FailureMessage);
        line.Add(",\"status\":\""u8);
        line.Add(Encoding.UTF8.GetBytes(StatusOf(fate)));
        line.Add("\"}\n"u8);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private static string StatusOf(byte fate) =>
        fate == Pending ? "pending"
        : ((RowFate)(fate - 1)).IsOutput() ? "completed"
        : "failed";
}
