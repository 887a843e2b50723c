namespace BatchLoadTest.Statistics;

/// <summary>The figures of a run while it goes on and at its end, wherever they are measured.</summary>
public interface IRunFigures
{
    /// <summary>The newest snapshot.</summary>
    RunSnapshot Latest { get; }

    /// <summary>Calls <paramref name="published"/> with a new snapshot each second until cancelled.</summary>
    Task RunAsync(Action<RunSnapshot> published, CancellationToken stop);

    /// <summary>The final snapshot; once, when nothing more is measured and <see cref="RunAsync"/> has returned.</summary>
    /// <param name="elapsed">The run's length, which total rates refer to.</param>
    RunSnapshot Finish(TimeSpan elapsed);
}
