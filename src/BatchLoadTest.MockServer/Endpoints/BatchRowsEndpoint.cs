using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Results;

namespace BatchLoadTest.MockServer.Endpoints;

/// <summary>Lists the rows of a batch.</summary>
internal sealed class BatchRowsEndpoint(FlavourRules rules, ErrorAnswers errors)
{
    public async Task AnswerAsync(Exchange exchange, Batch batch, BatchState state)
    {
        using var content = batch.Input.Content.TryOpen();
        if (content is null)
        {
            await errors.AnswerAsync(exchange, ApiError.NotFound("Batch", exchange.Id));
            return;
        }

        var page = ContentPage.From(exchange.Request);
        var status = exchange.Request.Query["status"].ToString();
        using var rows = new BatchRows(batch, state, content, status.Length > 0 ? status : null);
        exchange.Response.ContentType = rules.ContentType;
        var isRunning = state is { HasEnded: false } or { IsGrowing: true };
        if (page.Search is not null)
        {
            using var found = new SearchedLines(rows, page.Search);
            await FileContentEndpoint.AnswerFoundAsync(exchange, found, page, isRunning);
            return;
        }

        if (!page.IsLimited)
        {
            exchange.Response.Headers["X-Last-Line"] = $"{Math.Max(page.Skip, rows.Count)}";
        }

        await FileContentEndpoint.AnswerFoundAsync(exchange, rows, page, isRunning);
    }
}
