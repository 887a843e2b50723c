using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// Tells the words of a service that this program merely does not know from those that lead nowhere. A batch that went
/// through an unknown word to a known end did nothing wrong. One writer.
/// </summary>
internal sealed class UnknownStatuses
{
    // A service that invents a new word each time must not fill the memory.
    private const int MaxWords = 20;

    private readonly List<string> noticedWords = [];
    private readonly List<string> endlessWords = [];

    // Batches that the end of the run cut off: one a user at the most.
    private readonly List<IReadOnlyList<string>> cutOff = [];
    private long noticed;
    private long endless;

    /// <summary>Takes a batch that has ended, or was cut off by the end of the run.</summary>
    public void Add(BatchRecord record)
    {
        var words = record.UnknownStatuses;
        // Earlier journals have the number of answers and no words.
        if (words.Count == 0 && record.Violations.UnknownStatus == 0)
        {
            return;
        }

        if (
            record.Outcome
            is BatchOutcome.Completed
                or BatchOutcome.Failed
                or BatchOutcome.Expired
                or BatchOutcome.Cancelled
                or BatchOutcome.CancelledByRun
                or BatchOutcome.RetriedByRun
                or BatchOutcome.DeletedByRun
        )
        {
            noticed++;
            Keep(noticedWords, words);
        }
        else if (record.Outcome == BatchOutcome.Unfinished)
        {
            cutOff.Add(words);
        }
        else
        {
            endless++;
            Keep(endlessWords, words);
        }
    }

    /// <summary>The figures so far, and how many batches never came from an unknown word to a known end.</summary>
    public (UnknownStatusSummary Summary, int Endless) Summarise()
    {
        var passed = noticed;
        var stuck = endless;
        List<string> stuckWords = [.. endlessWords];
        foreach (var words in cutOff)
        {
            // What became of it nobody knows; where others went on from the same words, it is held to be like them.
            if (words.Count > 0 && words.All(noticedWords.Contains))
            {
                passed++;
            }
            else
            {
                stuck++;
                Keep(stuckWords, words);
            }
        }

        return (new UnknownStatusSummary(passed, [.. noticedWords], stuckWords), (int)Math.Min(stuck, int.MaxValue));
    }

    private static void Keep(List<string> kept, IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            if (kept.Count < MaxWords && !kept.Contains(word))
            {
                kept.Add(word);
            }
        }
    }
}
