using BatchLoadTest.Measurements;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Measurements;

public sealed class ActivityBoardTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly ActivityBoard board;

    public ActivityBoardTests() => board = new ActivityBoard(clock);

    [Fact]
    public void OldestUnrecorded_NothingUnderWay_IsNow()
    {
        board.Add();
        clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(clock.GetTimestamp(), board.OldestUnrecorded);
    }

    [Fact]
    public void OldestUnrecorded_OfSeveral_IsTheOldestUntilItsMeasurementWasHandedIn()
    {
        var (one, other) = (board.Add(), board.Add());
        var first = Begin(one);
        clock.Advance(TimeSpan.FromSeconds(3));
        var second = Begin(other);
        clock.Advance(TimeSpan.FromSeconds(3));
        // Bytes move, and it ends: it still may be on its way to the figures.
        one.Received();
        one.End();

        Assert.Equal(first, board.OldestUnrecorded);
        one.Recorded();
        Assert.Equal(second, board.OldestUnrecorded);
        other.End();
        other.Recorded();
        Assert.Equal(clock.GetTimestamp(), board.OldestUnrecorded);
    }

    private long Begin(RequestActivity request)
    {
        var now = clock.GetTimestamp();
        request.Begin(now);
        return now;
    }
}
