using BatchLoadTest.Statistics;

namespace BatchLoadTest.Views;

/// <summary>
/// What a person sees of a run while it goes on. No member throws because the screen is gone: a run never stops for
/// lack of a spectator.
/// </summary>
public interface IRunView : IAsyncDisposable
{
    /// <summary>Says what is about to run; once, before the first <see cref="Update"/>.</summary>
    void Start(RunViewHeader header);

    /// <summary>Shows new figures; about once a second, from one loop.</summary>
    void Update(RunSnapshot snapshot, RunPhase phase);

    /// <summary>
    /// Shows a message, of one or more lines; at any time, from any thread. It goes to standard error, whole. Only a
    /// live view whose standard error is the same terminal writes it there itself, above the region it redraws.
    /// </summary>
    void Note(NoteLevel level, string text);

    /// <summary>Ends the live region, so that the summary can follow. Later updates show nothing, notes still do.</summary>
    Task StopAsync();
}
