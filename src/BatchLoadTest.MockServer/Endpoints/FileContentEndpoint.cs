using System.Buffers;
using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.MockServer.Results;
using BatchLoadTest.MockServer.Storage;

namespace BatchLoadTest.MockServer.Endpoints;

/// <summary>Streams a file's content, never holding more than a flush's worth of it.</summary>
internal sealed class FileContentEndpoint(FlavourRules rules, ErrorAnswers errors, ReadTally reads, TimeProvider time)
{
    private const int FlushBytes = 32 << 10;

    public async Task AnswerAsync(Exchange exchange, StoredFile file)
    {
        using var content = file.Input.Content.TryOpen();
        if (content is null)
        {
            await errors.AnswerAsync(exchange, ApiError.NotFound("File", exchange.Id));
            return;
        }

        var page = rules.PagesContent ? ContentPage.From(exchange.Request) : ContentPage.All;
        exchange.Response.ContentType = rules.ContentType;
        if (file.Batch is null && !rules.RewritesInput)
        {
            await CopyAsync(exchange, content, file.Input.Content.Length);
            return;
        }

        var state = file.Batch?.At(time.GetUtcNow());
        using var lines = Lines(file, content, state);
        if (page.Search is not null)
        {
            using var found = new SearchedLines(lines, page.Search);
            await AnswerFoundAsync(exchange, found, page, state is { HasEnded: false } or { IsGrowing: true });
            return;
        }

        var total =
            file.Batch is { } batch && state is { } known ? batch.LinesOf(file.Purpose, known) : file.Input.Rows.Count;
        var left = Math.Max(0, total - page.Skip);
        var output = OutputOf(file);
        var isWithheld = output is not null && output.WithholdsRows(state!.Value);
        if (rules.PagesContent || isWithheld)
        {
            var isRunning = state is { HasEnded: false } or { IsGrowing: true };
            exchange.Response.Headers["X-Incomplete"] = isRunning || isWithheld || left > page.Limit ? "true" : "false";
            var isWrong = output is not null && output.MistakesLastLine(state!.Value);
            exchange.Response.Headers["X-Last-Line"] = $"{page.Skip + Math.Min(left, page.Limit) + (isWrong ? 1 : 0)}";
            if (isWrong)
            {
                reads.AddWrongLastLine();
            }
        }

        var isCut = output is not null && output.CutsOutput(state!.Value);
        var cut = isCut ? DownloadCut.LinesBefore(Math.Min(left, page.Limit)) : DownloadCut.None;
        var reader = ReaderOf(output, state, page);
        var sent = await DeliverAsync(exchange, lines, page, cut, reader);
        var isAtEnd = state is { HasEnded: true } && sent == left;
        if (reader is not null)
        {
            reads.Add(reader.Ended(page.Skip + sent, isAtEnd, total));
        }

        if (isAtEnd && page.Skip <= total)
        {
            output?.ReadToEnd(state!.Value, reads);
        }
    }

    /// <summary>Answers with lines of which nobody knows how many there are.</summary>
    public static async Task AnswerFoundAsync(Exchange exchange, IContentLines lines, ContentPage page, bool isRunning)
    {
        using var chunk = new PooledBuffer();
        for (var skipped = 0; skipped < page.Skip && lines.MoveNext(); skipped++) { }

        // What is asked for by the page is short.
        var line = 0;
        for (; page.IsLimited && line < page.Limit && lines.MoveNext(); line++)
        {
            lines.Write(chunk);
        }

        var hasMore = page.IsLimited && line == page.Limit && lines.MoveNext();
        exchange.Response.Headers["X-Incomplete"] = isRunning || hasMore ? "true" : "false";
        if (page.IsLimited)
        {
            exchange.Response.Headers["X-Last-Line"] = $"{page.Skip + line}";
            exchange.Begin(StatusCodes.Status200OK);
            await SendLastAsync(exchange, chunk.Written);
            return;
        }

        await WriteAsync(exchange, lines, ContentPage.All, DownloadCut.None, reader: null);
    }

    private static PartialReads? ReaderOf(Batch? output, BatchState? state, ContentPage page) =>
        output?.Reads is { } reader && reader.Begins(page.Skip, state!.Value.HasEnded) ? reader : null;

    // Error files and uploads are spared.
    private static Batch? OutputOf(StoredFile file) => file.Purpose == FilePurpose.Output ? file.Batch : null;

    private static IContentLines Lines(StoredFile file, ContentReader content, BatchState? state) =>
        file.Batch is { } batch && state is { } known
            ? new ResultContentLines(file, batch, known, content)
            : new InputContentLines(file, content);

    private async Task<int> DeliverAsync(
        Exchange exchange,
        IContentLines lines,
        ContentPage page,
        int cut,
        PartialReads? reader
    )
    {
        try
        {
            return await WriteAsync(exchange, lines, page, cut, reader);
        }
        finally
        {
            // Of a download that its client gives up too: the rows are others from now on.
            if (lines is ResultContentLines { Changed: > 0 and var changed })
            {
                reads.Add(RowDefect.Changed, changed);
            }
        }
    }

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

        await SendLastAsync(exchange, chunk.Written);
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
                offset += size;
                var part = chunk.AsMemory(0, size);
                await (offset < length ? SendAsync(exchange, part) : SendLastAsync(exchange, part));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static async Task SendLastAsync(Exchange exchange, ReadOnlyMemory<byte> bytes)
    {
        if (exchange.BeforeLastPart is { } wait)
        {
            // The head, and what was sent before, have left.
            await exchange.Response.StartAsync(exchange.Aborted);
            await exchange.Response.BodyWriter.FlushAsync(exchange.Aborted);
            await wait(exchange.Aborted);
        }

        await SendAsync(exchange, bytes);
    }

    private static async Task SendAsync(Exchange exchange, ReadOnlyMemory<byte> bytes)
    {
        exchange.Sent(bytes.Length);
        await exchange.Response.BodyWriter.WriteAsync(bytes, exchange.Aborted);
    }
}
