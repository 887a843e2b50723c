using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.Tests.MockServer;

public sealed class ServiceModelTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, 500, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 50, 1)]
    [InlineData(4, 20, 10)]
    [InlineData(20, 100, 3)]
    [InlineData(500, 7, 1000)]
    public void AboveCapacity_BatchesEndAtExactlyTheServiceRate(int slots, double rowMs, int rows)
    {
        var rowTime = TimeSpan.FromMilliseconds(rowMs);
        var model = Model(new() { Slots = slots, RowTime = rowTime });
        // A tenth more than slots / row time.
        var every = rowTime * rows / slots / 1.1;

        var batches = Enumerable.Range(0, 1000).Select(i => model.Offer(Start + (i * every), rows)).ToList();

        // So many rows go over all slots in whole rounds.
        Assert.Equal(0, 500 * rows % slots);
        Assert.Equal(500 * rows / slots * rowTime, batches[999].End - batches[499].End);
        // Between two moments at which work waits, too, counted row by row.
        var from = batches[499].End;
        var until = from + (25 * rowTime);
        Assert.Equal(25 * slots, Done(until) - Done(from));

        int Done(DateTimeOffset moment) => batches.Sum(batch => batch.DoneAt(moment));
    }

    [Fact]
    public void BelowCapacity_EvenArrivals_NeverWait()
    {
        var model = Model(new() { Slots = 4, RowTime = Ms(20) });
        // 20 batches of 4 rows take 400 ms; one comes every 22 ms.
        for (var i = 0; i < 1000; i++)
        {
            var createdAt = Start + (i * Ms(22));
            var (begin, end) = model.Offer(createdAt, 4);
            Assert.Equal((createdAt, createdAt + Ms(20)), (begin, end));
        }
    }

    [Theory]
    [InlineData(0.5, 0.05)]
    [InlineData(0.8, 0.1)]
    public void BelowCapacity_RandomArrivals_WaitAsLongAsChanceMakesThem(double load, double tolerance)
    {
        var model = Model(new() { Slots = 1, RowTime = Ms(20) });
        var random = new Random(5);
        var now = Start;
        var waited = TimeSpan.Zero;
        const int Batches = 50_000;
        for (var i = 0; i < Batches; i++)
        {
            now += Ms(20) / load * -Math.Log(1 - random.NextDouble());
            waited += model.Offer(now, 1).Begin - now;
        }

        // M/D/1 by Pollaczek and Khinchine.
        var expected = load / (2 * (1 - load));
        Assert.InRange(waited / Batches / Ms(20), expected * (1 - tolerance), expected * (1 + tolerance));
    }

    [Fact]
    public void Rows_AreServedFirstComeFirstServed_OneByOne()
    {
        var model = Model(new() { Slots = 2, RowTime = Ms(20) });
        var first = model.Offer(Start, 3);
        var second = model.Offer(Start, 1);
        var third = model.Offer(Start + Ms(100), 1);

        Assert.Equal((Start, Start + Ms(40)), (first.Begin, first.End));
        Assert.Equal((Start + Ms(20), Start + Ms(40)), (second.Begin, second.End));
        Assert.Equal((Start + Ms(100), Start + Ms(120)), (third.Begin, third.End));
        Assert.Equal([0, 0, 2, 2, 3, 3], new[] { 0, 19, 20, 39, 40, 90 }.Select(ms => first.DoneAt(Start + Ms(ms))));
    }

    [Theory]
    [InlineData(3, 12)]
    [InlineData(10, 40)]
    [InlineData(50, 100)]
    [InlineData(3000, 100)]
    public void Claims_HaveTwoCeilings_BatchesAndRows(int rows, int rowsASecond)
    {
        var model = Model(new() { RowTime = TimeSpan.Zero, Claim = new(4, 100, Ms(1000)) });
        var batches = Enumerable.Range(0, 1000).Select(_ => model.Offer(Start, rows)).ToList();

        // From the claim at the start on, and so that ten seconds are ten claims.
        Assert.Equal(10 * rowsASecond, batches.Sum(batch => batch.DoneAt(Start + Ms(9999))));
    }

    [Fact]
    public void Claims_TakeABatchThatIsTooLarge_InSeveral_AndTheNextBehindIt()
    {
        var model = Model(new() { RowTime = Ms(5), Claim = new(null, 100, Ms(1000)) });
        var large = model.Offer(Start + Ms(1), 250);
        var small = model.Offer(Start + Ms(2), 50);
        var last = model.Offer(Start + Ms(3), 1);

        Assert.Equal((Start + Ms(1000), Start + Ms(3005)), (large.Begin, large.End));
        Assert.Equal([0, 100, 200, 250], new[] { 1004, 1005, 2005, 3005 }.Select(ms => large.DoneAt(Start + Ms(ms))));
        Assert.Equal(Start + Ms(3000), small.Begin);
        Assert.Equal(Start + Ms(4000), last.Begin);
    }

    [Fact]
    public void Claims_OfBatchesOnly_TakeThemWhole_AndRunOnTheSlots()
    {
        var model = Model(
            new()
            {
                Slots = 10,
                RowTime = Ms(400),
                Claim = new(2, null, Ms(1000)),
            }
        );
        var batches = Enumerable.Range(0, 4).Select(_ => model.Offer(Start, 20)).ToList();

        Assert.Equal([0, 800, 1600, 2400], batches.Select(batch => (batch.Begin - Start).TotalMilliseconds));
        Assert.Equal([800, 1600, 2400, 3200], batches.Select(batch => (batch.End - Start).TotalMilliseconds));
    }

    [Theory]
    [InlineData(10, 80)]
    [InlineData(300, 200)]
    public void Claims_OfTwoModels_HaveTheirCeilingsEach(int rows, int rowsASecond)
    {
        var model = Model(new() { RowTime = TimeSpan.Zero, Claim = new(4, 100, Ms(1000)) });
        var batches = Enumerable.Range(0, 1000).Select(i => model.Offer(Start, [new($"model-{i % 2}", rows)])).ToList();

        Assert.Equal(10 * rowsASecond, batches.Sum(batch => batch.DoneAt(Start + Ms(9999))));
    }

    [Fact]
    public void ABatchOfTwoModels_EndsWithTheLaterOne_AndWaitsForTheSlotsOfEach()
    {
        var model = Model(
            new()
            {
                Slots = 1,
                RowTime = Ms(10),
                Claim = new(1, null, Ms(1000)),
            }
        );
        var queue = Enumerable.Range(0, 3).Select(_ => model.Offer(Start, [new("a", 2)])).ToList();
        var both = model.Offer(Start, [new("a", 2), new("b", 3)]);

        Assert.Equal(Start + Ms(2020), queue[2].End);
        Assert.Equal((Start, Start + Ms(3020)), (both.Begin, both.End));
        Assert.Equal([1, 3, 3, 5], new[] { 10, 30, 3000, 3020 }.Select(ms => both.DoneAt(Start + Ms(ms))));
    }

    [Fact]
    public void AChange_SetsThePaceOfRowsThatStartFromThenOn()
    {
        var model = Model(
            new()
            {
                Slots = 4,
                RowTime = Ms(20),
                Changes = [new(TimeSpan.FromSeconds(80), 2), new(TimeSpan.FromSeconds(60), 0.5)],
            }
        );
        var batch = model.Offer(Start, 100_000);

        Assert.Equal(
            [2000, 1000, 4000],
            new[] { 40, 65, 90 }.Select(second =>
                batch.DoneAt(Start + TimeSpan.FromSeconds(second + 10))
                - batch.DoneAt(Start + TimeSpan.FromSeconds(second))
            )
        );
    }

    [Fact]
    public void SlowWithQueue_CountsTheBatchesThatAreUnfinished()
    {
        var model = Model(
            new()
            {
                Slots = 100,
                RowTime = Ms(100),
                SlowWithQueue = 0.01,
            }
        );
        var times = Enumerable
            .Range(0, 11)
            .Select(_ => model.Offer(Start, 1))
            .Select(batch => batch.End - Start)
            .ToList();
        var later = model.Offer(Start + Ms(105), 1).End - Start - Ms(105);

        Assert.Equal((Ms(100), Ms(110)), (times[0], times[10]));
        // Those of 100 to 105 ms have ended.
        Assert.Equal(Ms(105), later);
    }

    [Fact]
    public void RowsWithoutTime_EndWhenTheyAreCreated()
    {
        var batch = Model(new() { Slots = 1, RowTime = TimeSpan.Zero }).Offer(Start, 50_000);
        Assert.Equal((Start, Start), (batch.Begin, batch.End));
        Assert.Equal(50_000, batch.DoneAt(Start));
    }

    [Fact]
    public void AClockThatIsSetBack_ServesNothingEarlier()
    {
        var model = Model(new() { Slots = 1, RowTime = Ms(10) });
        model.Offer(Start + Ms(100), 1);
        Assert.Equal(Start + Ms(110), model.Offer(Start, 1).Begin);
        Assert.Equal(Start + Ms(120), model.Offer(Start - Ms(500), 1).Begin);
    }

    [Fact]
    public void MoreWorkThanTheCalendarHasDays_EndsBeforeIt()
    {
        var model = Model(new() { Slots = 1, RowTime = TimeSpan.FromDays(24) });
        DateTimeOffset end = default;
        for (var i = 0; i < 4; i++)
        {
            end = model.Offer(Start, 50_000).End;
        }

        Assert.Equal(9000, end.Year);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyCourse_IsThatOfRowsTakenOneByOne(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 100; round++)
        {
            var slots = random.Next(1, 8);
            ServiceOptions options = new()
            {
                Slots = slots,
                RowTime = Ms(10),
                Changes = [new(Ms(random.Next(200)), 3), new(Ms(random.Next(400)), 0.3)],
            };
            var model = Model(options);
            var free = Enumerable.Repeat(Start, slots).ToArray();
            var now = Start;
            for (var i = 0; i < 30; i++)
            {
                now += Ms(random.Next(0, 40));
                var rows = random.Next(1, 12);
                var expected = OneByOne(options, free, now, rows);

                var batch = model.Offer(now, rows);

                Assert.Equal(expected.Max(), batch.End);
                for (var ms = -5; ms < 200; ms++)
                {
                    var moment = now + Ms(ms);
                    Assert.Equal(expected.Count(end => end <= moment), batch.DoneAt(moment));
                }
            }
        }
    }

    [Fact]
    public void OptionsThatCannotBe_AreAllNamedAtOnce()
    {
        var refused = Assert.Throws<ArgumentException>(() =>
            Model(
                new()
                {
                    Slots = -1,
                    RowTime = Ms(-1),
                    Claim = new(0, null, Ms(1)),
                    Changes = [new(Ms(1), 0)],
                    SlowWithQueue = 2,
                }
            )
        );

        Assert.All(
            ["Slots", "RowTime", "Claim", "Changes", "SlowWithQueue"],
            name => Assert.Contains(name + ":", refused.Message, StringComparison.Ordinal)
        );
    }

    /// <summary>The ends of a batch's rows, each put into the slot that is free first.</summary>
    private static List<DateTimeOffset> OneByOne(
        ServiceOptions options,
        DateTimeOffset[] free,
        DateTimeOffset now,
        int rows
    )
    {
        var ends = new List<DateTimeOffset>();
        for (var row = 0; row < rows; row++)
        {
            var slot = Array.IndexOf(free, free.Min());
            var begin = free[slot] > now ? free[slot] : now;
            var speed = options
                .Changes.OrderBy(change => change.At)
                .LastOrDefault(change => Start + change.At <= begin);
            var ticks = options.RowTime.Ticks / (speed.Speed > 0 ? speed.Speed : 1);
            free[slot] = begin + TimeSpan.FromTicks((long)Math.Round(ticks, MidpointRounding.AwayFromZero));
            ends.Add(free[slot]);
        }

        return ends;
    }

    private static ServiceModel Model(ServiceOptions options) => new(options, Start);

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
