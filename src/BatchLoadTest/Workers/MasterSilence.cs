using BatchLoadTest.Cluster;

namespace BatchLoadTest.Workers;

/// <summary>How long a worker has heard nothing of its master, and whether others may have its part by then.</summary>
/// <param name="transport">The way to the master.</param>
/// <param name="lease">What it has said last.</param>
/// <param name="timeProvider">The master's clock as this process has it.</param>
internal sealed class MasterSilence(IClusterWorker transport, LeaseInForce lease, TimeProvider timeProvider)
{
    /// <summary>Without a word of the master for so long nothing new starts.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>And after so long the run ends.</summary>
    public static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(60);

    // Shorter than what a worker is taken for dead after.
    private static readonly TimeSpan Heard = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private long heardAt = timeProvider.GetTimestamp();

    /// <summary>How long it is.</summary>
    public TimeSpan Length => timeProvider.GetElapsedTime(Volatile.Read(ref heardAt));

    /// <summary>Whether the master has given this part to others.</summary>
    public bool IsTakenForDead => transport.TakenForDead.IsCancellationRequested || lease.Latest.IsTakenOver;

    /// <summary>Whether what this worker has created at the service is left to the master; once it was asked for.</summary>
    public bool LeavesCleanUp { get; private set; }

    /// <summary>A word of the master.</summary>
    public void End() => Volatile.Write(ref heardAt, timeProvider.GetTimestamp());

    /// <summary>
    /// Why what this worker has created is left to the master: it may have given this part to others long before this worker
    /// can know. One that it was not heard of just now is waited for; of one that is gone for good nobody else removes anything.
    /// </summary>
    /// <returns>Empty where the master has said so; null where it is this worker's to remove.</returns>
    public async Task<string?> LeavesCleanUpAsync(CancellationToken hurry)
    {
        while (Length > Heard && Length <= Patience && !IsTakenForDead && !hurry.IsCancellationRequested)
        {
            await Task.Delay(Look, timeProvider, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var isCutOff = Length > Heard && !await transport.IsMasterGoneAsync();
        LeavesCleanUp = IsTakenForDead || isCutOff;
        return IsTakenForDead ? ""
            : isCutOff ? $"nothing was heard of it for {Length.TotalSeconds:0} s, others may have them by now"
            : null;
    }
}
