using BatchLoadTest.Terminal;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Views;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Terminal;

public sealed class ViewLoggerProviderTests : IAsyncDisposable
{
    private readonly NoteList notes = new();

    [Fact]
    public void Log_ShowsTimeLevelAndMessage()
    {
        Log(LogLevel.Information, LogLevel.Warning, "The key was refused 3 times");

        Assert.Equal([(NoteLevel.Warning, "12:03:44 warning  The key was refused 3 times")], notes.Notes);
    }

    [Fact]
    public void Log_BelowTheMinimum_ShowsNothing()
    {
        Log(LogLevel.Warning, LogLevel.Information, "not asked for");
        Log(LogLevel.Warning, LogLevel.None, "never");

        Assert.Empty(notes.Notes);
    }

    [Fact]
    public void Log_WithAnException_NamesIt()
    {
        Log(LogLevel.Information, LogLevel.Error, "No report", new IOException("disk full"));

        Assert.Equal([(NoteLevel.Error, "12:03:44 error    No report (IOException: disk full)")], notes.Notes);
    }

    [Fact]
    public void Log_WithAnExceptionAndDebug_ShowsWhereItHappened()
    {
        Log(LogLevel.Debug, LogLevel.Error, "No report", new IOException("disk full"));

        Assert.StartsWith(
            "12:03:44 error    No report\nSystem.IO.IOException",
            Assert.Single(notes.Notes).Text,
            StringComparison.Ordinal
        );
    }

    public ValueTask DisposeAsync() => notes.DisposeAsync();

    private void Log(LogLevel minimum, LogLevel level, string message, Exception? exception = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 12, 3, 44, TimeSpan.Zero));
        using var provider = new ViewLoggerProvider(notes, time, minimum);
        provider.CreateLogger("BatchLoadTest.Any").Log(level, 0, message, exception, (text, _) => text);
    }
}
