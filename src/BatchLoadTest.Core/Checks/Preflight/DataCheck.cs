using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>What would be uploaded; a file that no service takes is refused before.</summary>
internal sealed class DataCheck(IReadOnlyList<string> warnings) : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } = new("preflight.data", "the data can be sent", CheckWorth.Must, "this program");

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var data = scene.Data;
        var seen =
            $"{data.Description}: {Figures.Of(data.Rows, "row")}, {Figures.Bytes(data.Bytes)}, for {data.Endpoint}, "
            + (data.Models.Count == 0 ? "no model named" : $"model {string.Join(", ", data.Models)}");
        return Task.FromResult(
            warnings.Count == 0 ? CheckResult.Pass(seen) : CheckResult.Note($"{seen}; {string.Join("; ", warnings)}")
        );
    }
}
