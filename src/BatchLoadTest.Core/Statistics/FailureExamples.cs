using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// A few requests out of all failures of one kind at one step: the first ones, and of different words rather than of the
/// same. One writer.
/// </summary>
public sealed class FailureExamples
{
    /// <summary>At most so many.</summary>
    public const int Max = 5;

    private readonly List<(RequestExample Example, string Key)> all = new(Max);

    /// <summary>The examples, in the order in which they were met.</summary>
    public IEnumerable<RequestExample> All => all.Select(kept => kept.Example);

    /// <summary>Takes an example where there is room, or where another one says the same as a third.</summary>
    public void Offer(RequestExample example)
    {
        var key = FailureTexts.Key(example.Words ?? "");
        if (all.Count == Max)
        {
            if (Replaceable(key) is not { } index)
            {
                return;
            }

            all.RemoveAt(index);
        }

        all.Add((example, key));
    }

    /// <summary>Leaves out what others would not take, as they have enough.</summary>
    public void KeepWhatIsNewTo(FailureExamples others) =>
        all.RemoveAll(kept => others.all.Count == Max && others.Replaceable(kept.Key) is null);

    // The last one whose words another has, too; none where the new one's words are there already.
    private int? Replaceable(string key)
    {
        if (all.Exists(kept => kept.Key == key))
        {
            return null;
        }

        for (var index = all.Count - 1; index > 0; index--)
        {
            if (all.FindIndex(kept => kept.Key == all[index].Key) < index)
            {
                return index;
            }
        }

        return null;
    }
}
