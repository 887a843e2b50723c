using System.Globalization;
using BatchLoadTest.Runs;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Runs;

/// <summary>What a person is shown before the load starts.</summary>
public sealed class RunHeaderTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task Thresholds_OfManyClasses_AreFiveAndTheNumberOfTheRest()
    {
        var classes = Enumerable
            .Range(1, 20)
            .SelectMany(number =>
                new[]
                {
                    "--class",
                    string.Create(CultureInfo.InvariantCulture, $"name=c{number},threshold=batch.attained >= 99%"),
                }
            );
        var settings = await line.RunAsync([.. classes, "--threshold", "create.p95 < 1s"]);
        using var data = ClassMix.Only(
            new GeneratedData(
                2,
                new RowShape
                {
                    Bytes = 300,
                    Model = "m",
                    Endpoint = "/v1/chat/completions",
                },
                seed: 1,
                null
            ),
            settings.Workflow
        );

        var thresholds = RunHeader.Create(settings, "run", new Uri("http://service"), data).Thresholds;

        Assert.Equal(
            ["batch.attained[class=c1] >= 99%", "batch.attained[class=c5] >= 99%"],
            new[] { 1, 5 }.Select(number =>
                thresholds.Single(text => text.Contains($"=c{number}]", StringComparison.Ordinal))
            )
        );
        Assert.Equal(5, thresholds.Count(text => text.Contains("[class=", StringComparison.Ordinal)));
        Assert.Contains("15 more of classes", thresholds);
        Assert.Contains("create.p95 < 1s", thresholds);
    }
}
