using System.Buffers;
using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Results;
using BatchLoadTest.MockServer.Storage;

namespace BatchLoadTest.MockServer.Endpoints;

/// <summary>Streams a file's content, never holding more than a flush's worth of it.</summary>
internal sealed class FileContentEndpoint(FlavourRules rules, ErrorAnswers errors, ReadTally reads, TimeProvider time)
{
    /// <summary>Largest page, as in the control layer.</summary>
    private const int LargestPage = 101;

    private const int FlushBytes = 32 << 10;

    public async Task AnswerAsync(Exchange exchange, StoredFile file)
    {
        using var content = file.Input.Content.TryOpen();
        if (content is null)
        {
            await errors.AnswerAsync(exchange, ApiError.NotFound("File", exchange.Id));
            return;
        }

        var page = rules.PagesContent ? ContentPage.From(exchange.Request, LargestPage) : ContentPage.All;
        exchange.Response.ContentType = rules.ContentType;
        if (file.Batch is null && !rules.RewritesInput)
        {
            await CopyAsync(exchange, content, file.Input.Content.Length);
            return;
        }

        var state = file.Batch?.At(time.GetUtcNow());
        using var lines = Lines(file, content, state);
        var total =
            file.Batch is { } batch && state is { } known ? batch.LinesOf(file.Purpose, known) : file.Input.Rows.Count;
        var left = Math.Max(0, total - page.Skip);
        var isWithheld = IsWithheld(file, state);
        if (rules.PagesContent || isWithheld)
        {
            var isRunning = state is { HasEnded: false };
            exchange.Response.Headers["X-Incomplete"] = isRunning || isWithheld || left > page.Limit ? "true" : "false";
            var isWrong = MistakesLastLine(file, state);
            exchange.Response.Headers["X-Last-Line"] = $"{page.Skip + Math.Min(left, page.Limit) + (isWrong ? 1 : 0)}";
            if (isWrong)
            {
                reads.AddWrongLastLine();
            }
        }

        var cut = IsCut(file, state) ? DownloadCut.LinesBefore(Math.Min(left, page.Limit)) : DownloadCut.None;
        var reader = ReaderOf(file, state, page);
        var sent = await WriteAsync(exchange, lines, page, cut, reader);
        if (reader is not null)
        {
            reads.Add(reader.Ended(page.Skip + sent, state is { HasEnded: true } && sent == left, total));
        }
    }

    private static bool MistakesLastLine(StoredFile file, BatchState? state) =>
        file is { Purpose: FilePurpose.Output, Batch: { } batch }
        && state is { } known
        && batch.MistakesLastLine(known);

    private static PartialReads? ReaderOf(StoredFile file, BatchState? state, ContentPage page) =>
        file is { Purpose: FilePurpose.Output, Batch.Reads: { } reader }
        && state is { } known
        && reader.Begins(page.Skip, known.HasEnded)
            ? reader
            : null;

    private static bool IsWithheld(StoredFile file, BatchState? state) =>
        file is { Purpose: FilePurpose.Output, Batch: { } batch } && state is { } known && batch.WithholdsRows(known);

    private static bool IsCut(StoredFile file, BatchState? state) =>
        file is { Purpose: FilePurpose.Output, Batch: { } batch } && state is { } known && batch.CutsOutput(known);

    private static IContentLines Lines(StoredFile file, ContentReader content, BatchState? state) =>
        file.Batch is { } batch && state is { } known
            ? new ResultContentLines(file, batch, known, content)
            : new InputContentLines(file, content);

    // Returns how many lines were sent.
    private static async Task<int> WriteAsync(
        Exchange exchange,
        IContentLines lines,
        ContentPage page,
        int cut,
        PartialReads? reader
    )
    {
        exchange.Begin(StatusCodes.Status200OK);
        for (var skipped = 0; skipped < page.Skip && lines.MoveNext(); skipped++) { }

        using var chunk = new PooledBuffer();
        var line = 0;
        for (; line < page.Limit && lines.MoveNext(); line++)
        {
            var start = chunk.Length;
            lines.Write(chunk);
            reader?.Sent(((ResultContentLines)lines).Row);
            if (line == cut)
            {
                chunk.Truncate((start + chunk.Length) / 2);
                await SendAsync(exchange, chunk.Written);
                throw new DownloadCutException();
            }

            if (chunk.Length >= FlushBytes)
            {
                await SendAsync(exchange, chunk.Written);
                chunk.Clear();
            }
        }

        await SendAsync(exchange, chunk.Written);
        return line;
    }

    private static async Task CopyAsync(Exchange exchange, ContentReader content, long length)
    {
        exchange.Begin(StatusCodes.Status200OK);
        var chunk = ArrayPool<byte>.Shared.Rent(FlushBytes);
        try
        {
            for (long offset = 0; offset < length; )
            {
                var size = (int)Math.Min(FlushBytes, length - offset);
                content.Read(offset, chunk.AsSpan(0, size));
                await SendAsync(exchange, chunk.AsMemory(0, size));
                offset += size;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static async Task SendAsync(Exchange exchange, ReadOnlyMemory<byte> bytes)
    {
        exchange.Sent(bytes.Length);
        await exchange.Response.BodyWriter.WriteAsync(bytes, exchange.Aborted);
    }
}
