using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Cluster;

/// <summary>
/// The silence of several processes that drive one service, second by second: where requests of at least one waited too
/// long, and none of them heard anything. The caller sees to it that there is one call at a time.
/// </summary>
internal sealed class CommonSilence
{
    // A stretch is found a second or two after it began, by each process at its own moment.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, Ear> ears = new(StringComparer.Ordinal);
    private readonly List<SilencePiece> given = [];
    private readonly List<SilencePiece> givenQuiet = [];
    private List<(string Name, SilencePiece Piece)> fresh = [];
    private List<(string Name, SilencePiece Piece)> waiting = [];

    /// <summary>A process takes part; until then it heard nothing.</summary>
    public void Join(string name, DateTimeOffset at) => ears[name] = new Ear { From = at };

    /// <summary>A process is no longer there: from then on it hears nothing.</summary>
    public void Leave(string name, DateTimeOffset at)
    {
        if (ears.TryGetValue(name, out var ear))
        {
            ear.To = at;
        }
    }

    /// <summary>Takes what a process has found in a second.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="interval">The second.</param>
    /// <param name="hears">Whether it talks to the service all the time: else that it heard nothing says nothing.</param>
    public void Add(string name, Interval interval, bool hears)
    {
        if (!ears.TryGetValue(name, out var ear) || !hears)
        {
            ears.Remove(name);
            return;
        }

        ear.Quiet.AddRange(interval.Quiet);

        ear.Quiet.RemoveAll(span => span.To < DateTimeOffset.FromUnixTimeSeconds(interval.Second) - Memory);
        foreach (var piece in interval.Silences)
        {
            fresh.Add((name, piece));
        }
    }

    /// <summary>Gives out what is common to all, a second after it was found: by then all have said what they heard.</summary>
    /// <param name="all">Whether nothing more will come.</param>
    /// <param name="silent">Takes it.</param>
    /// <param name="quiet">Takes where none of them heard anything, whether anything waited or not.</param>
    public void Take(bool all, IList<SilencePiece> silent, IList<SilencePiece> quiet)
    {
        if (all)
        {
            waiting.AddRange(fresh);
            fresh.Clear();
        }

        List<SilencePiece> common = [];
        foreach (var (name, piece) in waiting)
        {
            List<SilencePiece> left = [piece];
            foreach (var (other, ear) in ears)
            {
                left = other == name ? left : SilenceMerge.Within(left, ear.Deaf);
            }

            common.AddRange(left);
        }

        foreach (var piece in common.OrderBy(piece => piece.From).SelectMany(piece => Without([piece], given)))
        {
            silent.Add(piece);
            given.Add(piece);
        }

        TakeQuiet(quiet);
        given.RemoveAll(span => given.Count > 1000 && span.To < given[^1].To - Memory);
        (waiting, fresh) = (fresh, waiting);
        fresh.Clear();
    }

    private void TakeQuiet(IList<SilencePiece> quiet)
    {
        if (ears.Count == 0)
        {
            return;
        }

        var common = ears
            .Values.Skip(1)
            .Aggregate(ears.Values.First().Deaf, (left, ear) => SilenceMerge.Within(left, ear.Deaf));
        foreach (var span in Without(common, givenQuiet))
        {
            if (span.From > DateTimeOffset.MinValue && span.To < DateTimeOffset.MaxValue)
            {
                quiet.Add(new SilencePiece(span.From, span.To, 0));
                givenQuiet.Add(span);
            }
        }

        if (givenQuiet.Count > 0)
        {
            var old = givenQuiet[^1].To - Memory - Memory;
            givenQuiet.RemoveAll(span => span.To < old);
        }
    }

    private static List<SilencePiece> Without(List<SilencePiece> spans, List<SilencePiece> gone)
    {
        foreach (var taken in gone)
        {
            if (spans.Exists(span => span.From < taken.To && span.To > taken.From))
            {
                spans =
                [
                    .. spans
                        .SelectMany(span =>
                            new[]
                            {
                                span with
                                {
                                    To = Earlier(span.To, taken.From),
                                },
                                span with
                                {
                                    From = Later(span.From, taken.To),
                                },
                            }
                        )
                        .Where(span => span.To > span.From),
                ];
            }
        }

        return spans;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private sealed class Ear
    {
        public DateTimeOffset From { get; init; }

        public DateTimeOffset To { get; set; } = DateTimeOffset.MaxValue;

        public List<SilencePiece> Quiet { get; } = [];

        // Before it came and after it went it heard nothing either.
        public List<SilencePiece> Deaf =>
            [new(DateTimeOffset.MinValue, From, 0), .. Quiet, new(To, DateTimeOffset.MaxValue, 0)];
    }
}
