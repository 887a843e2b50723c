using BatchLoadTest.Statistics;
using BatchLoadTest.Views;

namespace BatchLoadTest.Tests.Support;

/// <summary>A view that only keeps its notes.</summary>
public sealed class NoteList : IRunView
{
    private readonly List<(NoteLevel Level, string Text)> notes = [];

    /// <summary>The notes so far.</summary>
    public IReadOnlyList<(NoteLevel Level, string Text)> Notes => notes;

    /// <inheritdoc/>
    public void Start(RunViewHeader header) { }

    /// <inheritdoc/>
    public void Update(RunSnapshot snapshot, RunPhase phase) { }

    /// <inheritdoc/>
    public void Note(NoteLevel level, string text) => notes.Add((level, text));

    /// <inheritdoc/>
    public Task StopAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
