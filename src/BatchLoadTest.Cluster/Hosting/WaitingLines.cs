namespace BatchLoadTest.Silos.Hosting;

/// <summary>Says why it takes long: after ten seconds, and then not too often.</summary>
internal sealed class WaitingLines : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Further = TimeSpan.FromSeconds(30);

    private readonly ITimer timer;
    private volatile string problem;

    public WaitingLines(Action<string> waiting, string problem, TimeProvider time)
    {
        this.problem = problem;
        timer = time.CreateTimer(_ => waiting(this.problem), null, First, Further);
    }

    /// <summary>Why it takes long, as far as is known.</summary>
    public string Problem
    {
        set => problem = value;
    }

    public void Dispose() => timer.Dispose();
}
