namespace BatchLoadTest.Authentication;

/// <summary>
/// How several processes come to share one key without showing it: shard 0 creates it and leaves it in a file that only
/// its own user can read; the others take it from there, show that they live, and leave a mark when they have ended; then
/// shard 0 deletes the file, the marks and the key. Each file says of which load it is, so that one of an earlier load in
/// the same place is not taken for this one's. Any of them may be killed and started again meanwhile.
/// </summary>
/// <param name="path">The file, in a folder that all of them see. A folder that is missing is made.</param>
/// <param name="moment">When the load begins, as all of them were given it; empty where they were not.</param>
/// <param name="index">Which of the processes this one is, from 0.</param>
/// <param name="count">How many there are.</param>
/// <param name="timeProvider">For waiting.</param>
public sealed class KeyExchange(string path, string moment, int index, int count, TimeProvider timeProvider)
    : IDisposable
{
    /// <summary>How long a process waits for the key: pods of one job may start minutes apart.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ExchangePlace place = new(path, moment, count);
    private LifeSign? lifeSign;
    private bool isOver;

    /// <summary>Whether this process is the one that creates the key.</summary>
    public bool IsCreator => index == 0;

    /// <summary>The file.</summary>
    public string FilePath => path;

    /// <summary>
    /// The key that an earlier start of shard 0 for this load has left: it is used, and deleted at the end, as if it were
    /// created here. Null where there is none; known after <see cref="Begin"/>.
    /// </summary>
    public ExchangedKey? Inherited { get; private set; }

    /// <summary>Whether this process has asked for the key.</summary>
    public bool WasAsked { get; private set; }

    /// <summary>Shard 0 makes the place ready, before anybody waits: what earlier loads have left there goes.</summary>
    /// <exception cref="KeyRefusedException">The place cannot be used, or the key of another load is there.</exception>
    public void Begin() => Inherited = IsCreator ? place.Prepare() : null;

    /// <summary>Leaves the key for the others; whole or not at all.</summary>
    /// <param name="key">The secret itself.</param>
    /// <param name="id">The service's id of it; null where it gave none.</param>
    /// <exception cref="KeyRefusedException">It cannot be written, or there is one already.</exception>
    public void Publish(string key, string? id) =>
        place.Publish(new ExchangedKey(moment, key, id, timeProvider.GetUtcNow()));

    /// <summary>
    /// Shard 0 lets the others know that there will be no key; of several reasons the first counts. Nothing where there is a
    /// key already, where its part is over, or where the disk does not take it: then they wait for as long as they do for
    /// one that never came.
    /// </summary>
    /// <param name="reason">Why; holds no secret.</param>
    public void Refuse(string reason)
    {
        if (IsCreator && !isOver)
        {
            _ = ExchangePlace.Problem(() => place.Refuse(reason));
        }
    }

    /// <summary>Waits for the key that shard 0 leaves; from then on this process shows that it lives.</summary>
    /// <exception cref="KeyRefusedException">Shard 0 got none, or did not come.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<ExchangedKey> TakeAsync(CancellationToken cancellationToken)
    {
        WasAsked = true;
        var begin = timeProvider.GetTimestamp();
        while (true)
        {
            var found = place.AnyKey();
            if (found?.Moment == moment)
            {
                lifeSign = new LifeSign(place.MarkFile(index), moment, timeProvider);
                lifeSign.Begin();
                return found;
            }

            if (place.Refusal() is { } reason)
            {
                throw new KeyRefusedException($"shard 0 has no API key: {reason}");
            }

            if (timeProvider.GetElapsedTime(begin) >= Patience)
            {
                var other = found is null ? "" : $"; what is there is another load's: {ExchangePlace.Describe(found)}";
                throw new KeyRefusedException(
                    $"no API key in {path} for {Patience.TotalMinutes:0} minutes: shard 0 has not started, "
                        + $"or leaves it elsewhere{other}"
                );
            }

            await Task.Delay(Pause, timeProvider, cancellationToken);
        }
    }

    /// <summary>
    /// Ends this process's part. Shard 0 waits until all others have ended theirs, so that the key can be deleted.
    /// </summary>
    /// <param name="patience">How long it waits for those of which nothing is seen.</param>
    /// <param name="isSignalled">
    /// Whether a signal ended this process's load, asked again and again. As it may then be started again, where a moment
    /// says for which load, it waits for nobody longer than that, and leaves the key to those that go on.
    /// </param>
    /// <param name="waiting">Called once, for a person to see, for whom it waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ExchangeEnding> LeaveAsync(
        TimeSpan patience,
        Func<bool> isSignalled,
        Action<string> waiting,
        CancellationToken cancellationToken
    )
    {
        isOver = true;
        if (!IsCreator)
        {
            return new ExchangeEnding(await LeaveMarkAsync());
        }

        List<string> notices = Inherited is null
            ? []
            : [$"took over the {Inherited}, which an earlier start of shard 0 had created for this load"];
        var missing = await WaitForOthersAsync(patience, IsReplaceable, waiting, cancellationToken);
        var words = $"shard {string.Join(", ", missing)} {(missing.Count == 1 ? "has" : "have")} not ended";
        if (missing.Count > 0 && IsReplaceable() && !cancellationToken.IsCancellationRequested)
        {
            notices.Add(
                $"{words}: the API key is left at the service and in {path}, for them and a new start of shard 0"
            );
            return new ExchangeEnding(notices, LeavesKey: true);
        }

        if (missing.Count > 0)
        {
            notices.Add($"{words}; the API key is deleted all the same");
        }

        return new ExchangeEnding([.. notices, .. place.Clear(mayGoOn: IsReplaceable())]);

        bool IsReplaceable() => moment.Length > 0 && isSignalled();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lifeSign?.Dispose();
        lifeSign = null;
    }

    private async Task<IReadOnlyList<string>> LeaveMarkAsync()
    {
        if (lifeSign is not null)
        {
            await lifeSign.EndAsync();
        }

        var mark = new ExchangeMark(moment, Beat: 0, HasEnded: true);
        return ExchangePlace.Problem(() => place.MarkFile(index).Write(mark)) is { } problem ? [problem] : [];
    }

    private async Task<IReadOnlyList<int>> WaitForOthersAsync(
        TimeSpan patience,
        Func<bool> isHurried,
        Action<string> waiting,
        CancellationToken cancellationToken
    )
    {
        var others = new OtherShards(place.MarkOf, count, timeProvider);
        if (place.MayHaveKey() && others.Missing() is { Count: > 0 } missing)
        {
            waiting(
                $"waiting for shard {string.Join(", ", missing)} to finish with the API key; a second signal ends that"
            );
        }

        // Without a key nobody has one to give back.
        var left = await others.WaitAsync(
            patience,
            isHurried,
            () => cancellationToken.IsCancellationRequested || !place.MayHaveKey()
        );
        return place.MayHaveKey() ? left : [];
    }
}
