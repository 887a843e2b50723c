namespace BatchLoadTest.Authentication;

/// <summary>
/// Shows the others that a process lives and uses the key, by rewriting its mark every few seconds. A mark that cannot be
/// written now is written the next time: nobody's load ends for it.
/// </summary>
/// <param name="file">The mark.</param>
/// <param name="moment">Of which load it is.</param>
/// <param name="timeProvider">For waiting.</param>
internal sealed class LifeSign(ExchangeFile<ExchangeMark> file, string moment, TimeProvider timeProvider) : IDisposable
{
    /// <summary>Time between two of them; far less than anybody's patience.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource ended = new();
    private Task beating = Task.CompletedTask;
    private long beat;

    /// <summary>The first one, in place of whatever mark was there; the others follow.</summary>
    public void Begin()
    {
        Write();
        beating = BeatAsync(ended.Token);
    }

    /// <summary>No more of them.</summary>
    public async Task EndAsync()
    {
        await ended.CancelAsync();
        await beating;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                Write();
            }
        }
        catch (OperationCanceledException)
        {
            // No more of them.
        }
    }

    private void Write()
    {
        try
        {
            file.Write(new ExchangeMark(moment, ++beat, HasEnded: false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next one may be better.
        }
    }
}
