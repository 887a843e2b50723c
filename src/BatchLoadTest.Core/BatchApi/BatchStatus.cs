using System.Text;

namespace BatchLoadTest.BatchApi;

/// <summary>A status as the service wrote it, and what it means.</summary>
/// <param name="State">What it means.</param>
/// <param name="Text">The service's own word.</param>
public readonly record struct BatchStatus(BatchState State, string Text)
{
    // OpenAI's words first, then those of services that use others. Case does not matter.
    private static readonly BatchStatus[] Known =
    [
        new(BatchState.Validating, "validating"),
        new(BatchState.InProgress, "in_progress"),
        new(BatchState.Finalizing, "finalizing"),
        new(BatchState.Completed, "completed"),
        new(BatchState.Failed, "failed"),
        new(BatchState.Expired, "expired"),
        new(BatchState.Cancelling, "cancelling"),
        new(BatchState.Cancelled, "cancelled"),
        new(BatchState.Cancelled, "canceled"),
        new(BatchState.Cancelling, "canceling"),
        new(BatchState.Validating, "queued"),
        new(BatchState.Validating, "pending"),
        new(BatchState.InProgress, "running"),
        new(BatchState.Completed, "success"),
        new(BatchState.Expired, "timeout_exceeded"),
    ];

    /// <summary>Whether a batch in this state changes no more.</summary>
    public bool IsTerminal =>
        State is BatchState.Completed or BatchState.Failed or BatchState.Expired or BatchState.Cancelled;

    /// <summary>Reads a status. Known words cost no allocation.</summary>
    public static BatchStatus Parse(ReadOnlySpan<byte> utf8)
    {
        foreach (var known in Known)
        {
            if (Ascii.EqualsIgnoreCase(utf8, known.Text))
            {
                return known;
            }
        }

        return new(BatchState.Unknown, ErrorText.OneLine(Encoding.UTF8.GetString(utf8)));
    }
}
