using BatchLoadTest.Comparison;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Comparison;

/// <summary>The figures of each class of batches beside those of all, and what rows took and cost.</summary>
public sealed class ClassComparisonTests
{
    private static readonly ClassTerms Small = new(
        "small",
        0.8,
        "a.jsonl",
        "/v1/chat/completions",
        "24h",
        TimeSpan.FromHours(24),
        10
    );

    private static readonly ClassTerms Big = new(
        "big",
        0.2,
        "b.jsonl",
        "/v1/embeddings",
        "20s",
        TimeSpan.FromSeconds(20)
    );

    private static readonly TokenCounts OfARow = new(100, 20, 0, 0, 120);

    [Fact]
    public void TheSameRunTwice_HasNoDifferenceInAnyClass()
    {
        var run = Run([Small, Big], (1, 10, 2), (2, 4, 8));

        var comparison = RunComparison.Of(run, run);

        Assert.Equal(ComparisonVerdict.NoDifference, comparison.Verdict);
        Assert.Equal(["small", "big"], comparison.RowsByClass.Select(rows => rows.Key));
        Assert.All(
            comparison.Rows.Where(row => row.Change is not null),
            row => Assert.Equal((0, 1), (row.Change, row.PValue))
        );
        // Every figure that all have, each class has, too, and what is left of a window only it has.
        Assert.Equal(
            comparison.RowsOfAll.Select(row => row.Metric.TitleInClass),
            comparison
                .RowsByClass.First()
                .Select(row => row.Metric.TitleInClass)
                .Where(title => !title.StartsWith("batch slack", StringComparison.Ordinal))
        );
        Assert.Empty(comparison.Differences);
    }

    [Fact]
    public void OneClassThatIsSlower_IsFoundAndNamed_ThoughAllTogetherAreNot()
    {
        // Two of a hundred: in no percentile of all that is compared.
        var baseline = Run([Small, Big], (1, 98, 2), (2, 2, 8));
        var newer = Run([Small, Big], (1, 98, 2), (2, 2, 12));

        var comparison = RunComparison.Of(baseline, newer);

        Assert.All(comparison.RowsOfAll, row => Assert.NotEqual(ComparisonVerdict.Worse, row.Verdict));
        Assert.Contains(comparison.RowsOfAll, row => row.Verdict == ComparisonVerdict.NoDifference);
        Assert.All(comparison.RowsByClass.First(), row => Assert.NotEqual(ComparisonVerdict.Worse, row.Verdict));
        Assert.Equal(ComparisonVerdict.Worse, comparison.Verdict);
        Assert.Equal(
            ["batch turnaround p50[class=big]", "batch slack p50[class=big]"],
            new FailOn(0.3).Among(comparison).Select(row => row.Metric.Title)
        );
        Assert.Equal("of class big 2", ComparisonWords.WorseClasses(comparison, name => name));
    }

    [Fact]
    public void AllTogether_AreSlowerByTheirMixAlone_AndThatIsSaid()
    {
        var baseline = Run([Small, Big], (1, 8, 2), (2, 2, 8));
        var newer = Run([Small with { Share = 0.2 }, Big with { Share = 0.8 }], (1, 2, 2), (2, 8, 8));

        var comparison = RunComparison.Of(baseline, newer);

        Assert.Equal(ComparisonVerdict.Worse, Row(comparison, "batch turnaround p50").Verdict);
        Assert.Equal(ComparisonVerdict.NoDifference, Row(comparison, "batch turnaround p50[class=small]").Verdict);
        Assert.Equal(ComparisonVerdict.NoDifference, Row(comparison, "batch turnaround p50[class=big]").Verdict);
        Assert.Equal(
            [
                new RunDifference("class small share", "80.0%", "20.0%"),
                new RunDifference("class big share", "20.0%", "80.0%"),
            ],
            comparison.Differences
        );
    }

    [Fact]
    public void Classes_AreTheSameByName_WhateverTheirPlaceAndCase()
    {
        var baseline = Run([Small, Big], (1, 10, 2), (2, 4, 8));
        var newer = Run([Big with { Name = "BIG" }, Small], (2, 10, 2), (1, 4, 8));

        var comparison = RunComparison.Of(baseline, newer);

        Assert.Equal(ComparisonVerdict.NoDifference, comparison.Verdict);
        Assert.Equal(8, Row(comparison, "batch turnaround p50[class=big]").New!.Value / 1000, 0.1);
        Assert.Empty(comparison.Differences);
    }

    [Fact]
    public void AClassThatOnlyOneRunHas_IsSaid_AndHasNoRow()
    {
        var baseline = Run([], (0, 10, 2));
        var newer = Run([Small], (1, 10, 2));

        var comparison = RunComparison.Of(baseline, newer);

        Assert.Empty(comparison.RowsByClass);
        Assert.Equal(ComparisonVerdict.NoDifference, comparison.Verdict);
        Assert.Equal(
            [
                new RunDifference(
                    "class small",
                    "not given",
                    "share 80.0%, window 24h, endpoint /v1/chat/completions, rows 10, model the rows' own, data a.jsonl"
                ),
            ],
            comparison.Differences
        );
    }

    [Fact]
    public void WhatWasAskedForOtherwiseOfAClass_IsSaidOnce()
    {
        var baseline = Run([Small, Big with { Rows = 20 }], (1, 10, 2));
        var newer = Run(
            [
                Small with
                {
                    Data = "/elsewhere/a.jsonl",
                },
                Big with
                {
                    Rows = 40,
                    Model = "large",
                    Window = "1h",
                    Endpoint = "/v1/responses",
                    Data = "c.jsonl",
                },
            ],
            (1, 10, 2)
        );

        Assert.Equal(
            [
                new RunDifference("class big window", "20s", "1h"),
                new RunDifference("class big endpoint", "/v1/embeddings", "/v1/responses"),
                new RunDifference("class big rows", "20", "40"),
                new RunDifference("class big model", "the rows' own", "large"),
                new RunDifference("class big data", "b.jsonl", "c.jsonl"),
            ],
            RunComparison.Of(WithSetting(baseline, "a"), WithSetting(newer, "b")).Differences
        );

        // As it was given is no difference of its own.
        static RecordedRun WithSetting(RecordedRun run, string given) =>
            run with
            {
                Run = run.Run with { Settings = [new("class", given, "--class")] },
            };
    }

    [Fact]
    public void Windows_ThatAreMissed_AreWorse_OfTheClassThatMissesThem()
    {
        var kept = Run([Small, Big], (1, 10, 2), (2, 5, 8));
        var missed = Run([Small, Big], Fill((1, 10, 2), (2, 5, 8), missed: 1));

        var comparison = RunComparison.Of(kept, missed);

        var big = Row(comparison, "batch attained[class=big]");
        Assert.Equal((1.0, 0.8, ComparisonVerdict.Worse), (big.Base, Math.Round(big.New!.Value, 9), big.Verdict));
        Assert.Equal(double.NegativeInfinity, big.RelativeChange);
        Assert.Equal(ComparisonVerdict.NoDifference, Row(comparison, "batch attained[class=small]").Verdict);
        Assert.Equal(14 / 15.0, Row(comparison, "batch attained").New!.Value, 0.001);
        Assert.Equal(12_000, Row(comparison, "batch slack p50[class=big]").Base!.Value, 100.0);
        // Windows that differ have no common rest.
        Assert.DoesNotContain(comparison.Rows, row => row.Metric.Title == "batch slack p50");
    }

    [Fact]
    public void Kept_IsRelatedToWhatWasNot()
    {
        var row = new ComparisonRow
        {
            Metric = new ComparedMetric("batch", "attained", FigureKind.Kept),
            Base = 0.99,
            New = 0.98,
            Change = -0.01,
        };

        Assert.Equal(-1, row.RelativeChange!.Value, 1e-9);
        Assert.Equal(MinimumEffect.Share, MinimumEffect.Of(FigureKind.Kept, 0.99, 0));
        Assert.Equal(0.025, MinimumEffect.Of(FigureKind.Kept, 0.5, 0));
    }

    [Fact]
    public void BatchesOvertakenByThoseDueLater_AreWorse_OfTheirClass()
    {
        var terms = new[] { Small, Big with { WindowLength = TimeSpan.FromHours(1) } };
        var first = Run(terms, Fill((1, 10, 8), (2, 5, 1)));
        // Small ones, which are due later, end while big ones wait two seconds more.
        var last = Run(terms, Fill((1, 10, 8), (2, 5, 1), late: 2));

        var comparison = RunComparison.Of(first, last);

        var big = Row(comparison, "batch in order[class=big]");
        Assert.Equal((1, 0, ComparisonVerdict.Worse), (big.Base, Math.Round(big.New!.Value, 1), big.Verdict));
        Assert.Equal(1, Row(comparison, "batch in order[class=small]").New);
        Assert.Equal(10 / 15.0, Row(comparison, "batch in order").New!.Value, 0.02);
    }

    [Fact]
    public void TokensAndCost_AreComparedByTheRow_AndByTheSecond()
    {
        var cheap = Run([Small, Big], Fill((1, 10, 2), (2, 5, 8)), Price(1, 2));
        var dear = Run([Small, Big], Fill((1, 10, 2), (2, 5, 8), longer: 2), Price(1, 3));

        var comparison = RunComparison.Of(cheap, dear);

        // A row of 100 and 20 tokens; those of big have twice as much in the new run.
        Assert.Equal((140, 320), Figures("cost per million rows[class=big]"));
        Assert.Equal((140, 160), Figures("cost per million rows[class=small]"));
        Assert.Equal((100, 200), Figures("tokens in per row[class=big]"));
        Assert.Equal((20, 40), Figures("tokens out per row[class=big]"));
        Assert.Equal((15_000, 20_000), Figures("tokens in/s"));
        Assert.Equal((1_000, 2_000), Figures("tokens out/s[class=big]"));
        Assert.Equal(ComparisonVerdict.Worse, Row(comparison, "tokens in per row[class=big]").Verdict);
        Assert.Equal(ComparisonVerdict.Better, Row(comparison, "tokens in/s").Verdict);
        Assert.Equal(ComparisonVerdict.NoDifference, Row(comparison, "tokens in per row[class=small]").Verdict);

        (double, double) Figures(string title) =>
            Row(comparison, title) is var row
                ? (Math.Round(row.Base!.Value, 6), Math.Round(row.New!.Value, 6))
                : default;
    }

    [Fact]
    public void MissingUsage_IsSaid_AndIsNoZero()
    {
        var known = Run([Small], Fill((1, 10, 2), (1, 0, 0)), Price(1, 2));
        var unknown = Run([Small], Fill((1, 10, 2), (1, 0, 0), withUsage: 0), Price(1, 2));
        var partly = Run([Small], Fill((1, 10, 2), (1, 0, 0), withUsage: 5), Price(1, 2));

        var comparison = RunComparison.Of(known, unknown);
        foreach (var title in new[] { "tokens in/s", "tokens out per row", "cost per million rows[class=small]" })
        {
            var row = Row(comparison, title);
            Assert.True(row.Base > 0, title);
            Assert.Equal((null, ComparisonVerdict.NotEnoughData), (row.New, row.Verdict));
        }

        Assert.Contains("NEW: tokens are not known: none of 2,000 rows says what it took (usage)", comparison.Notes);
        comparison = RunComparison.Of(known, partly);
        // Half of the rows say it: their mean is one, their sum is none.
        Assert.Equal(100, Row(comparison, "tokens in per row").New);
        Assert.Null(Row(comparison, "tokens in/s").New);
        Assert.Contains(
            "NEW: of tokens and cost, 1,000 rows of 2,000 do not say what they took and are in none of these figures; "
                + "tokens/s are compared where that is less than 5 % of the rows",
            comparison.Notes
        );
    }

    [Fact]
    public void ARunThatLookedIntoNoRow_IsSaid_WhereTheOtherDid()
    {
        var known = Run([], Fill((0, 10, 2), (0, 0, 0)));
        var old = new ScriptedRun
        {
            Fill = (interval, _) =>
                Enumerable.Range(0, 10).ToList().ForEach(_ => interval.BatchEnded(ScriptedRun.Batch(2))),
        }.Record();

        Assert.Contains(
            "BASE: tokens are not known: no row was looked into for them",
            RunComparison.Of(old, known).Notes
        );
        Assert.DoesNotContain(
            RunComparison.Of(old, old).Notes,
            note => note.Contains("tokens", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void PricesThatDiffer_AreSaid_AndModelsWithoutOne()
    {
        var one = Run([], Fill((0, 10, 2), (0, 0, 0)), Price(1, 2));
        var other = Run([], Fill((0, 10, 2), (0, 0, 0)), new PriceList([new TokenPrice("else", 1, 2)]));

        var comparison = RunComparison.Of(one, other);

        Assert.Contains(new RunDifference("price", "*=1/2", "else=1/2"), comparison.Differences);
        Assert.Contains("NEW: cost: no price was given for chatter", comparison.Notes);
        Assert.Null(Row(comparison, "cost per million rows").New);
    }

    private static PriceList Price(decimal prompt, decimal completion) =>
        new([new TokenPrice(TokenPrice.AnyModel, prompt, completion)]);

    private static ComparisonRow Row(RunComparison comparison, string title) =>
        comparison.Rows.Single(row => row.Metric.Title == title);

    private static RecordedRun Run(
        IReadOnlyList<ClassTerms> classes,
        params (int Class, int Batches, double Seconds)[] batches
    ) => Run(classes, Fill(batches[0], batches.ElementAtOrDefault(1)));

    private static RecordedRun Run(
        IReadOnlyList<ClassTerms> classes,
        Action<Interval, int> fill,
        PriceList? prices = null
    )
    {
        var run = new ScriptedRun { Seconds = 60, Fill = fill };
        return (
            run with
            {
                Seconds = prices is null ? 60 : 20,
                Facts = run.Facts with
                {
                    Classes = classes,
                    Prices = prices ?? PriceList.None,
                    Settings =
                    [
                        .. (prices?.Prices ?? []).Select(price => new ReportedSetting(
                            "price",
                            $"{price.Model}={price.Prompt}/{price.Completion}",
                            "--price"
                        )),
                    ],
                },
            }
        ).Record();
    }

    // Batches of two classes that end each second; of the second class so many late, missed, or with longer rows.
    private static Action<Interval, int> Fill(
        (int Class, int Batches, double Seconds) one,
        (int Class, int Batches, double Seconds) other,
        int missed = 0,
        int late = 0,
        int longer = 1,
        int withUsage = 10
    ) =>
        (interval, second) =>
        {
            for (var batch = 0; batch < one.Batches; batch++)
            {
                Add(one, isMissed: false, late: 0, times: 1);
            }

            for (var batch = 0; batch < other.Batches; batch++)
            {
                Add(other, batch < missed, late, longer);
            }

            void Add((int Class, int Batches, double Seconds) each, bool isMissed, int late, int times)
            {
                ScriptedRun.AddRequests(interval, Step.Create, 1, 20, ofClass: each.Class);
                var ended = DateTimeOffset.FromUnixTimeSeconds(interval.Second);
                var record = ScriptedRun.Batch(each.Seconds + (0.01 * (second % 2))) with
                {
                    Class = each.Class,
                    MissedWindow = isMissed,
                    ServerCreatedAt = ended.AddSeconds(-each.Seconds),
                    ServerDoneAt = ended.AddSeconds(late),
                };
                var tokens = Enumerable
                    .Repeat(OfARow, withUsage * times)
                    .Aggregate(default(TokenCounts), (sum, row) => sum.Plus(row));
                record.Findings!.AddUsage(new ModelUsage("chatter", 10, withUsage, tokens));
                interval.BatchEnded(record);
            }
        };
}
