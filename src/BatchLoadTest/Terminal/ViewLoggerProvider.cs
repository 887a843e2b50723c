using BatchLoadTest.Views;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Terminal;

/// <summary>Loggers whose lines a view shows as notes, such as <c>12:03:44 warning  The key was refused.</c></summary>
/// <param name="view">Shows the lines; stays the caller's.</param>
/// <param name="time">Gives the time of day.</param>
/// <param name="minimum">Lines below this level are left out.</param>
public sealed class ViewLoggerProvider(IRunView view, TimeProvider time, LogLevel minimum) : ILoggerProvider
{
    private readonly ViewLogger logger = new(view, time, minimum);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => logger;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }
}
