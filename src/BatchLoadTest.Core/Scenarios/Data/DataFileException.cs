using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>The data file cannot be used.</summary>
public sealed class DataFileException(IReadOnlyList<string> problems) : OwnFaultException(string.Join('\n', problems))
{
    /// <summary>Everything that is wrong, a line each, with file and line number.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
