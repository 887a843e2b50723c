using System.Text;

namespace BatchLoadTest.BatchApi.Dialects;

/// <summary>Which word of a batch's status means what, at any service: read whatever the dialect.</summary>
public static class StatusWords
{
    // Longer than any known word with all its separators and its prefix.
    private const int LongestWord = 64;

    // OpenAI's words first, then those of services that use others (AIBrix, Mistral, Together, Fireworks, Anthropic,
    // Gemini, Vertex, Bedrock). Case, blanks, underlines and hyphens do not matter.
    private static readonly BatchStatus[] Table =
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
        new(BatchState.Validating, "created"),
        new(BatchState.Validating, "creating"),
        new(BatchState.Validating, "new"),
        new(BatchState.Validating, "submitted"),
        new(BatchState.Validating, "accepted"),
        new(BatchState.Validating, "received"),
        new(BatchState.Validating, "queued"),
        new(BatchState.Validating, "queueing"),
        new(BatchState.Validating, "pending"),
        new(BatchState.Validating, "waiting"),
        new(BatchState.Validating, "scheduled"),
        new(BatchState.Validating, "scheduling"),
        new(BatchState.Validating, "validated"),
        new(BatchState.InProgress, "started"),
        new(BatchState.InProgress, "starting"),
        new(BatchState.InProgress, "running"),
        new(BatchState.InProgress, "progress"),
        new(BatchState.InProgress, "processing"),
        new(BatchState.InProgress, "executing"),
        new(BatchState.InProgress, "active"),
        new(BatchState.Finalizing, "finalising"),
        new(BatchState.Completed, "complete"),
        new(BatchState.Completed, "success"),
        new(BatchState.Completed, "successful"),
        new(BatchState.Completed, "succeeded"),
        new(BatchState.Completed, "ended"),
        new(BatchState.Completed, "finished"),
        new(BatchState.Completed, "finalized"),
        new(BatchState.Completed, "done"),
        new(BatchState.Completed, "partially_completed"),
        new(BatchState.Completed, "partially_succeeded"),
        new(BatchState.Completed, "completed_with_errors"),
        new(BatchState.Failed, "failure"),
        new(BatchState.Failed, "error"),
        new(BatchState.Failed, "errored"),
        new(BatchState.Failed, "rejected"),
        new(BatchState.Failed, "invalid"),
        new(BatchState.Failed, "validation_failed"),
        new(BatchState.Expired, "timed_out"),
        new(BatchState.Expired, "timeout"),
        new(BatchState.Expired, "timeout_exceeded"),
        new(BatchState.Cancelling, "cancellation_requested"),
        new(BatchState.Cancelling, "cancel_requested"),
        new(BatchState.Cancelling, "cancel_pending"),
        new(BatchState.Cancelling, "stopping"),
        new(BatchState.Cancelling, "aborting"),
        new(BatchState.Cancelled, "aborted"),
        new(BatchState.Cancelled, "stopped"),
        new(BatchState.Cancelled, "terminated"),
    ];

    /// <summary>The words of all services.</summary>
    public static IReadOnlyList<BatchStatus> Known => Table;

    /// <summary>Reads a status. Known words cost no allocation.</summary>
    /// <param name="utf8">The word as the service wrote it.</param>
    /// <param name="own">Words of the dialect's own, which come first.</param>
    internal static BatchStatus Parse(ReadOnlySpan<byte> utf8, IReadOnlyList<BatchStatus> own)
    {
        for (var index = 0; index < own.Count; index++)
        {
            if (Ascii.EqualsIgnoreCase(utf8, own[index].Text))
            {
                return own[index];
            }
        }

        foreach (var known in Table)
        {
            if (Ascii.EqualsIgnoreCase(utf8, known.Text))
            {
                return known;
            }
        }

        return SpeltOtherwise(utf8)
            ?? new BatchStatus(BatchState.Unknown, ErrorText.OneLine(Encoding.UTF8.GetString(utf8)));
    }

    // InProgress, in-progress, "in progress", JOB_STATE_RUNNING.
    private static BatchStatus? SpeltOtherwise(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestWord || IsSeparator(utf8[0]) || IsSeparator(utf8[^1]))
        {
            return null;
        }

        Span<byte> letters = stackalloc byte[LongestWord];
        var word = Letters(utf8, letters);
        foreach (var prefix in (ReadOnlySpan<string>)["jobstate", "batchstate", "jobstatus", "batchstatus"])
        {
            if (word.Length > prefix.Length && Ascii.EqualsIgnoreCase(word[..prefix.Length], prefix))
            {
                word = word[prefix.Length..];
                break;
            }
        }

        Span<byte> own = stackalloc byte[LongestWord];
        Span<byte> bytes = stackalloc byte[LongestWord];
        foreach (var known in Table)
        {
            var length = Encoding.ASCII.GetBytes(known.Text, bytes);
            if (Ascii.EqualsIgnoreCase(word, Letters(bytes[..length], own)))
            {
                return known;
            }
        }

        return null;
    }

    private static bool IsSeparator(byte letter) => letter is (byte)'_' or (byte)'-' or (byte)' ';

    private static ReadOnlySpan<byte> Letters(ReadOnlySpan<byte> word, Span<byte> letters)
    {
        var length = 0;
        foreach (var letter in word)
        {
            if (!IsSeparator(letter))
            {
                letters[length++] = letter;
            }
        }

        return letters[..length];
    }
}
