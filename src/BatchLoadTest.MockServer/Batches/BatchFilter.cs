using System.Globalization;
using BatchLoadTest.MockServer.Http;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Which batches a list is narrowed down to, as the control layer does it.</summary>
internal sealed record BatchFilter
{
    private static readonly string[] Statuses = ["in_progress", "completed", "failed", "cancelled", "expired"];

    private string? status;
    private string? search;
    private string[] windows = [];
    private DateTimeOffset after = DateTimeOffset.MinValue;
    private DateTimeOffset before = DateTimeOffset.MaxValue;

    /// <summary>The filter of a request; null where it asks for all. A refusal (400) if it can be none.</summary>
    public static BatchFilter? From(HttpRequest request)
    {
        var filter = new BatchFilter
        {
            status = Text(request, "status"),
            search = Text(request, "search"),
            windows = Text(request, "completion_window")?.Split(',', StringSplitOptions.TrimEntries) ?? [],
            after = Time(request, "created_after") ?? DateTimeOffset.MinValue,
            before = Time(request, "created_before") ?? DateTimeOffset.MaxValue,
        };
        if (filter.status is { } status && !Statuses.Contains(status, StringComparer.Ordinal))
        {
            throw new RefusedException(
                ApiError.BadRequest(
                    $"Unknown batch status filter: '{status}'. Valid values: {string.Join(", ", Statuses)}"
                )
            );
        }

        return filter == new BatchFilter() ? null : filter;
    }

    /// <summary>Whether a batch is listed.</summary>
    public bool Takes(Batch batch, DateTimeOffset now)
    {
        var created = batch.Plan.CreatedAt;
        return created >= after
            && created <= before
            && (windows.Length == 0 || windows.Contains(batch.Request.CompletionWindow, StringComparer.Ordinal))
            && (status is null || IsOfStatus(batch, now))
            && (search is null || HasInIt(batch));
    }

    private bool IsOfStatus(Batch batch, DateTimeOffset now)
    {
        var state = batch.At(now);
        return status switch
        {
            "in_progress" => state.Status is BatchStatus.Validating or BatchStatus.InProgress or BatchStatus.Finalizing,
            "cancelled" => state.Status is BatchStatus.Cancelling or BatchStatus.Cancelled,
            "completed" => state.Status == BatchStatus.Completed,
            "failed" => state.Status == BatchStatus.Failed,
            _ => (state.CompletedAt ?? state.FailedAt ?? state.CancelledAt ?? now) > batch.Plan.ExpiresAt,
        };
    }

    private bool HasInIt(Batch batch) =>
        IsIn(batch.Id) || IsIn(batch.InputName) || batch.Request.Metadata?.Any(pair => IsIn(pair.Value)) == true;

    private bool IsIn(string text) => text.Contains(search!, StringComparison.OrdinalIgnoreCase);

    private static string? Text(HttpRequest request, string name) =>
        request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Time(HttpRequest request, string name) =>
        Text(request, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
        : throw new RefusedException(
            ApiError.BadRequest($"Failed to deserialize query string: {name}: input contains invalid characters")
        );
}
