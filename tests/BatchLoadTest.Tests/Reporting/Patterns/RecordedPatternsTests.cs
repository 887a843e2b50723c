using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Patterns;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Samples;
using BatchLoadTest.Tests.Support.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Reporting.Patterns;

/// <summary>Patterns that need more than counts, found in the journal of a load that shows them, and in no other.</summary>
public sealed class RecordedPatternsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(40, true)]
    // A service that is slow all over, or a large file that takes its time.
    [InlineData(80, false)]
    [InlineData(5, false)]
    public void DownloadsThatReceiveForFortyMilliseconds_AreNagle(int receiving, bool fits)
    {
        var patterns = Patterns(
            (load, second) =>
            {
                for (var number = 0; number < 5; number++)
                {
                    load.Ends(
                        Measure.Of(Step.Output, milliseconds: receiving + 3 + (number * 0.1)) with
                        {
                            TimeToFirstByte = TimeSpan.FromMilliseconds(3),
                        }
                    );
                }
            }
        );

        Assert.Equal(
            fits
                ?
                [
                    "downloads wait for an acknowledgement: output receives for 40 ms (median; p75 40 ms); 40 ms more on every "
                        + "connection used before are Nagle's algorithm against delayed acknowledgement (TCP_NODELAY is off at "
                        + "the service)",
                ]
                : [],
            patterns
        );
    }

    [Theory]
    [InlineData(20, 20, true)]
    // Everything gets slower with load: that is no queue of creations.
    [InlineData(20, 200, false)]
    [InlineData(2, 20, false)]
    public void CreationsThatGrowWithUsers_WhereNothingElseDoes_QueueUp(int ofUser, int others, bool fits)
    {
        var patterns = Patterns(
            (load, second) =>
            {
                var users = 1 + second;
                for (var number = 0; number < 3; number++)
                {
                    load.Ends(Measure.Of(Step.Create, milliseconds: users * ofUser));
                    load.Ends(Measure.Of(Step.Poll, milliseconds: others == 20 ? others : users * 20));
                }

                // Those that run at the end of the second.
                load.Running(users);
            }
        );

        Assert.Equal(fits ? 1 : 0, patterns.Count);
        Assert.All(
            patterns,
            words =>
                Assert.Equal(
                    "creations queue one behind the other: with 6 users create took 110 ms on average, with 23 460 ms; the "
                        + "other steps 20 ms and 20 ms",
                    words
                )
        );
    }

    [Theory]
    [InlineData(4, 300, 0, true)]
    // Too near to each other, slower than anybody waits for, or refusals between answers.
    [InlineData(100, 300, 0, false)]
    [InlineData(1, 20, 0, false)]
    [InlineData(4, 300, 503, false)]
    public void AnswersThatAreFastOrSlow_AreOfTwoKinds(int fast, int slow, int status, bool fits)
    {
        var patterns = Patterns(
            (load, second) =>
            {
                for (var number = 0; number < 10; number++)
                {
                    var isSlow = number % 4 == 0;
                    load.Ends(
                        Measure.Of(
                            Step.Metadata,
                            isSlow && status > 0 ? Outcome.HttpStatus : Outcome.Success,
                            isSlow && status > 0 ? status : 200,
                            milliseconds: (isSlow ? slow : fast) + (number * 0.01)
                        )
                    );
                }
            }
        );

        Assert.Equal(fits ? 1 : 0, patterns.Count);
        Assert.All(
            patterns,
            words =>
                Assert.Matches(
                    @"^two kinds of answers, and hardly any between: metadata takes about 4[.\d]* ms or \(30\.0%\) about 30\d ms;",
                    words
                )
        );
    }

    [Fact]
    public void OneSlope_IsNotTwoKinds()
    {
        var patterns = Patterns(
            (load, second) =>
            {
                for (var number = 0; number < 30; number++)
                {
                    load.Ends(Measure.Of(Step.Metadata, milliseconds: Math.Pow(1.35, number)));
                }
            }
        );

        Assert.Empty(patterns);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void FailuresOfTheLargestFilesOnly_AreALimitOfSize(int failing, bool fits)
    {
        var patterns = Patterns(
            (load, second) =>
            {
                foreach (var part in new[] { 1, 2 })
                {
                    var fails = part == failing || (!fits && second % 2 == 0);
                    load.Ends(
                        Measure.Of(Step.Upload, fails ? Outcome.HttpStatus : Outcome.Success, fails ? 413 : 200) with
                        {
                            BytesSent = part == 2 ? 2_000_000 : 10_000,
                            Class = part,
                        }
                    );
                }
            },
            classes: true
        );

        Assert.Equal(
            fits
                ?
                [
                    "all 30 failures are of the class with the largest files, big (2.00 MB an upload; small 10.0 kB): a limit of "
                        + "size or time looks like this",
                ]
                : [],
            patterns
        );
    }

    private IReadOnlyList<string> Patterns(Action<RecordedLoad, int> second, bool classes = false)
    {
        Directory.CreateDirectory(folder.File("run"));
        using (
            var load = new RecordedLoad(
                Path.Combine(folder.File("run"), JournalWriter.FileName),
                clock,
                change: facts => classes ? facts with { Classes = [Class("small"), Class("big")] } : facts
            )
        )
        {
            for (var number = 0; number < 30; number++)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                second(load, number);
            }

            clock.Advance(TimeSpan.FromSeconds(1));
            load.Finish();
        }

        var report = SampleRun.Report with { Final = RecordedRun.Read(folder.File("run")).Final, Thresholds = [] };
        return RunPatterns.Of(report);
    }

    private static ClassTerms Class(string name) =>
        new(name, 0.5, "", "/v1/chat/completions", "24h", TimeSpan.FromHours(24));
}
