using BatchLoadTest.Views;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Terminal;

/// <summary>Sends log lines to a view.</summary>
internal sealed class ViewLogger(IRunView view, TimeProvider time, LogLevel minimum) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= minimum;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var text = $"{time.GetLocalNow():HH:mm:ss} {Word(logLevel), -8} {formatter(state, exception)}";
        if (exception is not null)
        {
            // Where it happened matters to those who asked for details, and where the fault may be ours.
            text +=
                minimum <= LogLevel.Debug || logLevel >= LogLevel.Critical
                    ? $"\n{exception}"
                    : $" ({exception.GetType().Name}: {exception.Message})";
        }

        view.Note(Level(logLevel), text);
    }

    private static string Word(LogLevel level) =>
        level switch
        {
            LogLevel.Information => "info",
            LogLevel.Warning => "warning",
            LogLevel.Error => "error",
            LogLevel.Critical => "critical",
            LogLevel.Debug => "debug",
            _ => "trace",
        };

    private static NoteLevel Level(LogLevel level) =>
        level switch
        {
            >= LogLevel.Error => NoteLevel.Error,
            LogLevel.Warning => NoteLevel.Warning,
            _ => NoteLevel.Information,
        };
}
