using BatchLoadTest.Statistics;
using BatchLoadTest.Views;

namespace BatchLoadTest.Terminal;

/// <summary>A view whose notes somebody else reads too.</summary>
internal sealed class ObservedView(IRunView inner, Action<NoteLevel, string> noted) : IRunView
{
    public void Start(RunViewHeader header) => inner.Start(header);

    public void Update(RunSnapshot snapshot, RunPhase phase) => inner.Update(snapshot, phase);

    public void Note(NoteLevel level, string text)
    {
        inner.Note(level, text);
        noted(level, text);
    }

    public Task StopAsync() => inner.StopAsync();

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
