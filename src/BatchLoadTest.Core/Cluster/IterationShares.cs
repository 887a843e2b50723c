using BatchLoadTest.Load;

namespace BatchLoadTest.Cluster;

/// <summary>
/// How many of a run's iterations each of several workers may begin: all that were asked for are begun, and none twice.
/// What a worker has not begun is taken from it only as far as it says that it has given it up; what one that is gone has
/// not begun is the others' at once. No clock; one caller at a time.
/// </summary>
/// <param name="iterations">Iterations of the whole run.</param>
public sealed class IterationShares(long iterations)
{
    private readonly Dictionary<WorkerAddress, Share> shares = [];
    private long all = iterations;

    // By workers that have no share any more.
    private long begunBefore;

    /// <summary>Whether all were begun.</summary>
    public bool AreBegun => begunBefore + shares.Values.Sum(share => share.Begun) >= all;

    // Nobody may begin them yet.
    private long Spare => all - begunBefore - shares.Values.Sum(share => share.Granted);

    /// <summary>A worker takes part: it has none yet.</summary>
    public void Add(WorkerAddress worker) => shares[worker] = new Share();

    /// <summary>A worker has what another master gave it.</summary>
    /// <param name="worker">Which one.</param>
    /// <param name="given">The last that it was given.</param>
    /// <param name="inForce">What its engine has of that; null where nothing runs there yet.</param>
    /// <param name="begun">Iterations that it has begun, by its seconds.</param>
    public void Restore(WorkerAddress worker, IterationShare? given, IterationShare? inForce, long begun)
    {
        var share = new Share
        {
            Number = given?.Number ?? 0,
            Told = given?.Most ?? 0,
            Granted = Math.Max(given?.Most ?? 0, inForce?.Most ?? 0),
            Begun = begun,
        };
        share.Hear(inForce);
        shares[worker] = share;
    }

    /// <summary>A worker that was lost, or had ended, while another master had the run.</summary>
    /// <param name="begun">Iterations that it had begun.</param>
    public void AddGone(long begun) => begunBefore += begun;

    /// <summary>A worker says how far it is.</summary>
    /// <param name="worker">Which one.</param>
    /// <param name="begun">Iterations that it has begun, by its seconds.</param>
    /// <param name="inForce">What its engine has; null where it is not to give up any.</param>
    public void Hear(WorkerAddress worker, long begun, IterationShare? inForce)
    {
        if (shares.TryGetValue(worker, out var share))
        {
            share.Begun = begun;
            share.Hear(inForce);
        }
    }

    /// <summary>A worker begins no more, and has said all.</summary>
    /// <param name="worker">Which one.</param>
    /// <param name="isMadeUpFor">Whether others begin what it has not; else nobody does.</param>
    public void Remove(WorkerAddress worker, bool isMadeUpFor)
    {
        if (shares.Remove(worker, out var share))
        {
            begunBefore += share.Begun;
            all -= isMadeUpFor ? 0 : share.Granted - share.Begun;
        }
    }

    /// <summary>What nobody may begin yet nobody will.</summary>
    public void Forgo() => all -= Spare;

    /// <summary>Shares what is left.</summary>
    /// <param name="weights">Those who are to begin them, in a fixed order, and how much of the load each has.</param>
    /// <param name="anew">
    /// Whether who has more than its part is asked for the rest; else only what nobody has yet is given.
    /// </param>
    /// <returns>Whether anybody is to be told something.</returns>
    public bool Distribute(IEnumerable<(WorkerAddress Worker, int Weight)> weights, bool anew)
    {
        var sharing = weights
            .Where(each => each.Weight > 0 && shares.TryGetValue(each.Worker, out var share) && !share.IsClosed)
            .Select(each => (Share: shares[each.Worker], each.Weight))
            .ToList();
        var left = Spare + sharing.Sum(each => each.Share.Granted - each.Share.Begun);
        var weight = sharing.Sum(each => (long)each.Weight);
        var (before, hasChanged) = (0L, false);
        foreach (var (share, own) in sharing)
        {
            var part = PartOf(left, before + own, weight) - PartOf(left, before, weight);
            before += own;
            hasChanged |= Give(share, share.Begun + part, anew);
        }

        return hasChanged;
    }

    /// <summary>What a worker is told.</summary>
    public IterationShare? Of(WorkerAddress worker) =>
        !shares.TryGetValue(worker, out var share) ? null
        : AreBegun ? new IterationShare(share.Number + 1, share.Told, IsFinal: true)
        : new IterationShare(share.Number, share.Told);

    private static long PartOf(long things, long weight, long all) => (long)((Int128)things * weight / all);

    private bool Give(Share share, long wanted, bool anew)
    {
        if (Math.Min(Spare, wanted - share.Granted) is > 0 and var more)
        {
            share.Granted += more;
            share.Tell(share.Granted);
            return true;
        }

        if (anew && wanted < share.Told)
        {
            share.Tell(wanted);
            return true;
        }

        return false;
    }

    private sealed class Share
    {
        public long Number { get; set; }

        // What it was told that it may begin, and what it may begin at most before it has heard of that.
        public long Told { get; set; }

        public long Granted { get; set; }

        public long Begun { get; set; }

        public bool IsClosed { get; private set; }

        public void Tell(long most) => (Number, Told) = (Number + 1, most);

        public void Hear(IterationShare? inForce)
        {
            if (inForce is not null && (inForce.Number == Number || inForce.IsFinal))
            {
                IsClosed |= inForce.IsFinal;
                Told = Granted = inForce.Most;
            }
        }
    }
}
