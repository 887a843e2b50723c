using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Settings;

/// <summary>Classes of batches as a person asks for them.</summary>
public sealed class ClassSettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task Class_HasWhatItSaysAndElseWhatTheRunHas()
    {
        var settings = await line.RunAsync(
            "--generate-model",
            "all",
            "--completion-window",
            "2h",
            "--class",
            "name=small, data=a.jsonl, window=24h, weight=3",
            "--class",
            "name=big,generate=20000x2KB,model=m=1,endpoint=/v1/embeddings",
            "--class",
            "name=rest,generate=7,threshold=batch.turnaround.p95<10s,threshold=results.missing == 0"
        );

        Assert.Equal(
            [("small", 3, "24h", null), ("big", 1, "2h", "/v1/embeddings"), ("rest", 1, "2h", null)],
            settings.Classes.Select(each => (each.Name, each.Weight, each.CompletionWindow, each.Endpoint))
        );
        Assert.EndsWith("a.jsonl", settings.Classes[0].Data.File, StringComparison.Ordinal);
        Assert.Equal(
            [(null, 1000, "all"), (20_000, 2_000, "m=1"), (7, 1_000, "all")],
            settings.Classes.Select(each => (each.Data.GeneratedRows, each.Data.GeneratedRowBytes, each.Data.Model))
        );
        Assert.Equal(
            ["batch.turnaround.p95[class=rest]<10s", "results.missing[class=rest] == 0"],
            settings.Verdict.Thresholds.Where(threshold => threshold.Source == "--class rest").Select(each => each.Text)
        );
    }

    [Fact]
    public async Task ConfigFile_TakesObjectsAndTexts()
    {
        line.Write(
            "my.json",
            """
            { "class": [
              { "name": "small", "weight": 3, "threshold": ["batch.attained >= 99%", "results.missing == 0"] },
              "name=big,generate=10x1KB"
            ] }
            """
        );

        var settings = await line.RunAsync("--config", "my.json");

        Assert.Equal([("small", 3), ("big", 1)], settings.Classes.Select(each => (each.Name, each.Weight)));
        Assert.Equal(2, settings.Verdict.Thresholds.Count(threshold => threshold.Metric.Class == "small"));
    }

    [Theory]
    [InlineData("""{"class":[{"name":null}]}""", "'name=' is no member with a value")]
    [InlineData("""{"class":[{}]}""", "is no member with a value")]
    [InlineData("""{"class":[{"name":"a","weight":[1,2]}]}""", "weight is given twice")]
    public async Task ConfigFile_WithAClassThatIsNone_IsAnError(string file, string problem)
    {
        line.Write("my.json", file);

        Assert.Contains(problem, await line.ErrorAsync("--config", "my.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigFile_OneObject_IsOneClass()
    {
        line.Write("my.json", """{"class":{"name":"a","generate":"5x1KB"}}""");

        Assert.Equal("a", Assert.Single((await line.RunAsync("--config", "my.json")).Classes).Name);
    }

    [Fact]
    public async Task Prompts_OfClassesThatGenerate_AreAsTheRunAsks()
    {
        var settings = await line.RunAsync("--class", "name=a,generate=5", "--prompt-tokens", "300");

        Assert.NotNull(Assert.Single(settings.Classes).Data.PromptTokens);
    }

    [Fact]
    public async Task Rates_AreTheLoad()
    {
        var settings = await line.RunAsync("--class", "name=a,rate=90/m", "--class", "name=b,rate=0.5/s");

        Assert.Equal(
            new ArrivalLoad(Schedule.Constant(2), ArrivalPattern.Poisson, ArrivalLoad.DefaultMaxUsers),
            settings.Load.Profile
        );
        Assert.Equal([1.5, 0.5], settings.Classes.Select(each => each.Weight));
    }

    [Theory]
    [InlineData("name=a,wieght=1", "'wieght' is no member of a class")]
    [InlineData("weight=1", "name is missing")]
    [InlineData("name=a b", "name may have up to 40 letters")]
    [InlineData("name=a,name=b", "name is given twice")]
    [InlineData("name=a,weight=0", "weight must be a number above 0")]
    [InlineData("name=a,weight=1,rate=2/s", "weight and rate contradict each other")]
    [InlineData("name=a,data=x,generate=5", "data and generate contradict each other")]
    [InlineData("name=a,generate=5x", "'generate=5x'", "generate is ROWS or ROWSxSIZE")]
    [InlineData("name=a,generate=10x100B", "a row of generate has from 256 bytes to 10MB")]
    [InlineData("name=a,generate=2x20MB", "a row of generate has from 256 bytes to 10MB")]
    [InlineData("name=a,generate=0", "generate is ROWS or ROWSxSIZE")]
    [InlineData("name=a,window=", "'window=' is no member with a value")]
    [InlineData("name=a,endpoint=foo", "from the command line: endpoint must be a path that begins with '/'")]
    [InlineData("name=a,window=one day", "window must be one word")]
    [InlineData("name=a,threshold=p59<1s", "'p59[class=a]' is not a metric")]
    [InlineData(
        "name=a,threshold=service.silent_rate<1%",
        "'service.silent_rate' is of the run as a whole and not of one class"
    )]
    public async Task Class_Wrong_SaysWhatIsAllowed(string text, params string[] parts)
    {
        var error = await line.ErrorAsync("--class", text);

        Assert.StartsWith("--class", error, StringComparison.Ordinal);
        Assert.Contains(parts[^1], error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name=a,wieght=1")]
    [InlineData("name=a,weight")]
    [InlineData("weight=1")]
    public async Task Class_NotUnderstood_NamesTheMembersOnce(string text) =>
        Assert.Equal(2, (await line.ErrorAsync("--class", text)).Split("data or generate, model").Length);

    [Fact]
    public async Task Window_ThatNamesNoTime_IsSentAsItIs_AndSaidNotToBeJudged()
    {
        const string unjudged =
            "names no time, such as 24h, 1h or 30m; it is sent as it is, and whether batches kept it is not judged";

        var classes = await line.RunAsync(
            "--class",
            "name=a,window=soon",
            "--class",
            "name=b,window=1h",
            "--class",
            "name=c,window=soon"
        );
        var ofRun = await line.RunAsync("--completion-window", "0h");
        var unused = await line.RunAsync("--completion-window", "soon", "--class", "name=a,window=30s");

        Assert.Equal("soon", classes.Classes[0].CompletionWindow);
        Assert.Equal(
            [
                "--class 'name=a,window=soon, name=b,window=1h, name=c,window=soon' from the command line: window 'soon' of "
                    + $"a, c {unjudged}",
            ],
            classes.Warnings
        );
        Assert.Equal([$"--completion-window '0h' from the command line: {unjudged}"], ofRun.Warnings);
        Assert.Empty(unused.Warnings);
    }

    [Theory]
    [InlineData("2 classes have the same name, a", "--class", "name=a", "--class", "name=a")]
    [InlineData(
        "classes a and A have the same name: names that differ by case only are one",
        "--class",
        "name=a",
        "--class",
        "name=A"
    )]
    [InlineData("give each class a rate, or none", "--class", "name=a,rate=1/s", "--class", "name=b")]
    [InlineData("the rates of the classes are the load", "--class", "name=a,rate=1/s", "--in-flight", "5")]
    [InlineData("each says how much runs", "--class", "name=a,rate=1/s", "--users", "5")]
    [InlineData(
        "is on a class that there is not; there are a",
        "--class",
        "name=a",
        "--threshold",
        "p95[class=b] < 1s"
    )]
    [InlineData("is on a class that there is not; there are none", "--threshold", "p95[class=b] < 1s")]
    [InlineData("each class says how long its rows are", "--class", "name=a,generate=10x2KB", "--prompt-tokens", "100")]
    [InlineData("nobody knows what tokens cost", "--threshold", "cost.total < 5")]
    public async Task Classes_ThatDoNotFit_AreAnError(string part, params string[] args) =>
        Assert.Contains(part, await line.ErrorAsync(args), StringComparison.Ordinal);

    [Fact]
    public void Mix_DrawsByWeightAndTheSameForTheSameSeed()
    {
        using var mix = new ClassMix([Class(1, "a", 6), Class(2, "b", 3), Class(3, "c", 1)]);
        int[] Draw(int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, 20_000).Select(_ => mix.Next(random).Number)];
        }

        var drawn = Draw(5);

        Assert.Equal(drawn, Draw(5));
        foreach (var (number, share) in new[] { (1, 0.6), (2, 0.3), (3, 0.1) })
        {
            // Four standard deviations.
            Assert.InRange(drawn.Count(each => each == number) / 20_000.0, share - 0.014, share + 0.014);
        }

        Assert.Equal([0.6, 0.3, 0.1], mix.Terms.Select(terms => terms.Share));
    }

    // A seed's other choices are those that they were before there were classes.
    [Fact]
    public void Mix_OfOne_DrawsNothing()
    {
        using var mix = ClassMix.Only(Data(), new WorkflowOptions());
        var random = new Random(1);

        Assert.Equal((0, "24h"), (mix.Next(random).Number, mix.Next(random).CompletionWindow));
        Assert.Equal(new Random(1).Next(), random.Next());
        Assert.Empty(mix.Terms);
    }

    private static BatchClass Class(int number, string name, double weight) =>
        new()
        {
            Number = number,
            Name = name,
            Weight = weight,
            Data = Data(),
            Endpoint = "/v1/chat/completions",
            CompletionWindow = "24h",
        };

    private static GeneratedData Data() =>
        new(
            1,
            new RowShape
            {
                Bytes = 1000,
                Model = "m",
                Endpoint = "/v1/chat/completions",
            },
            1,
            distinctPart: null
        );
}
