using System.Text.Json;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>A <c>metrics.json</c> read back.</summary>
public sealed class RunMetrics : IDisposable
{
    private readonly JsonDocument document;

    private RunMetrics(JsonDocument document) => this.document = document;

    public JsonElement Root => document.RootElement;

    public JsonElement Batches => Root.GetProperty("batches");

    public static RunMetrics Read(string resultsFolder) =>
        new(JsonDocument.Parse(File.ReadAllBytes(Path.Combine(resultsFolder, "metrics.json"))));

    /// <summary>Requests that the step sent, those cut off at the end included; 0 where it has none.</summary>
    public long Sent(string step) => Step(step, "requests") + Step(step, "interrupted");

    public long Step(string step, string member) =>
        Root.GetProperty("steps").TryGetProperty(step, out var found) ? found.GetProperty(member).GetInt64() : 0;

    public long Failures(string step, string kind) =>
        Root.GetProperty("steps").TryGetProperty(step, out var found)
        && found.GetProperty("failures_by_kind").TryGetProperty(kind, out var failures)
            ? failures.GetProperty("count").GetInt64()
            : 0;

    /// <summary>Requests that the machine under the run is to blame for, of one kind.</summary>
    public long OwnFaults(string kind) =>
        Root.GetProperty("run").GetProperty("own_faults").GetProperty(kind).GetInt64();

    public long Batch(string member) => Batches.GetProperty(member).GetInt64();

    /// <summary>Every batch that was created is in exactly one place.</summary>
    public void BatchesAddUp()
    {
        string[] ends =
        [
            "completed",
            "failed",
            "expired",
            "cancelled",
            "cancelled_by_run",
            "retried_by_run",
            "deleted_by_run",
            "polls_exhausted",
            "timed_out",
            "lost",
            "unfinished",
        ];
        Assert.Equal(Batch("created"), ends.Sum(Batch));
    }

    public void Dispose() => document.Dispose();
}
