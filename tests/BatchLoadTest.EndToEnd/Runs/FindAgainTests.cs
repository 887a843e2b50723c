using System.Text.Json;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>What failed can be looked for in the service's log.</summary>
public sealed class FindAgainTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task FailedRequests_AreNamedByTheServicesIds_InReportsAndUnderTheVerdict()
    {
        string[] options = ["--api-key", "sk-find-again", "--access-log", folder.File("access.log")];
        await using var mock = await MockProcess.StartAsync(["--dialect", "openai", "--fail-rate", "20%", .. options]);

        var result = await BuiltProgram.RunAsync(
            folder.Path,
            new Dictionary<string, string> { ["API_KEY"] = "sk-find-again" },
            [
                "--headless",
                "--host",
                mock.Address,
                "--dialect",
                "openai",
                "--users",
                "5",
                "--spawn-rate",
                "100",
                "--iterations",
                "20",
                "--wait",
                "0s",
                "--max-retries",
                "0",
                "--poll-interval",
                "60ms",
                "--results",
                folder.File("out"),
            ]
        );

        result.ExitedWith(1);
        Assert.Matches(@"; such as\s+x-request-id\s+req_[0-9a-f]{32}\)", result.Output);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var steps = metrics.Root.GetProperty("steps").EnumerateObject().Select(step => step.Value).ToList();
        var examples = steps
            .SelectMany(step => step.GetProperty("failures_by_kind").EnumerateObject())
            .SelectMany(kind => kind.Value.GetProperty("examples").EnumerateArray())
            .ToList();
        Assert.NotEmpty(examples);
        Assert.All(
            examples,
            example =>
            {
                Assert.StartsWith("/v1/", example.GetProperty("path").GetString(), StringComparison.Ordinal);
                Assert.True(Guid.TryParse(example.GetProperty("request_id").GetString(), out _));
                Assert.StartsWith(
                    "req_",
                    example.GetProperty("service_ids").GetProperty("x-request-id").GetString(),
                    StringComparison.Ordinal
                );
            }
        );
        AreTheSlowest(metrics);
        AreInTheLog([.. examples, .. metrics.Root.GetProperty("slowest_requests").EnumerateArray()]);
    }

    // Each is one line of the service's own log: by the id that was sent, by the one that was answered, and by its trace.
    private void AreInTheLog(IReadOnlyList<JsonElement> examples)
    {
        var log = File.ReadAllLines(folder.File("access.log"))
            .Select(line => JsonElement.Parse(line))
            .ToDictionary(line => line.GetProperty("sent_request_id").GetString()!);
        Assert.All(
            examples,
            example =>
            {
                var line = log[example.GetProperty("request_id").GetString()!];
                Assert.Equal(
                    (
                        example.GetProperty("service_ids").GetProperty("x-request-id").GetString(),
                        example.GetProperty("path").GetString(),
                        example.GetProperty("status").GetInt32()
                    ),
                    (
                        line.GetProperty("request_id").GetString(),
                        line.GetProperty("path").GetString(),
                        line.GetProperty("status").GetInt32()
                    )
                );
                Assert.Contains(
                    example.GetProperty("trace_id").GetString()!,
                    line.GetProperty("traceparent").GetString(),
                    StringComparison.Ordinal
                );
            }
        );
    }

    private static void AreTheSlowest(RunMetrics metrics)
    {
        var slowest = metrics.Root.GetProperty("slowest_requests").EnumerateArray().ToList();
        foreach (var step in slowest.GroupBy(request => request.GetProperty("step").GetString()))
        {
            var times = step.Select(request => request.GetProperty("latency_ms").GetDouble()).ToList();
            Assert.True(times.Count <= 10);
            Assert.Equal(times.OrderDescending(), times);
            // Of all requests of the step, the slowest is the first of these.
            var longest = metrics.Root.GetProperty("steps").GetProperty(step.Key!).GetProperty("latency_ms");
            Assert.Equal(longest.GetProperty("max").GetDouble(), times[0], 0.001);
        }
    }
}
