using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class ConnectionSlotsTests : IDisposable
{
    private readonly List<int> opened = [];
    private readonly List<int> closed = [];
    private readonly CancellationTokenSource cancel = new();

    public void Dispose() => cancel.Dispose();

    [Fact]
    public async Task Take_AllIdle_ClosesTheLongestIdleOneForWhoHasNone()
    {
        var slots = new ConnectionSlots(2);
        var (first, second, third) = (Slot(slots, 1), Slot(slots, 2), Slot(slots, 3));
        await UseAsync(first);
        await UseAsync(second);

        await UseAsync(third);
        await UseAsync(second);

        Assert.Equal([1, 2, 3], opened);
        Assert.Equal([1], closed);
    }

    [Fact]
    public async Task Take_AllInUse_WaitsForItsTurn()
    {
        var slots = new ConnectionSlots(1);
        var (first, second, third) = (Slot(slots, 1), Slot(slots, 2), Slot(slots, 3));
        await TakeAsync(first);
        var next = TakeAsync(second);
        var last = TakeAsync(third);

        Assert.False(next.IsCompleted);
        first.GiveBack();
        await next;
        Assert.False(last.IsCompleted);
        second.GiveBack();
        await last;

        Assert.Equal([1, 2, 3], opened);
        Assert.Equal([1, 2], closed);
    }

    [Fact]
    public async Task Take_Cancelled_LeavesItsTurnToTheNext()
    {
        var slots = new ConnectionSlots(1);
        var (first, second, third) = (Slot(slots, 1), Slot(slots, 2), Slot(slots, 3));
        await TakeAsync(first);
        var given = second.TakeAsync(cancel.Token).AsTask();
        var last = TakeAsync(third);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        first.GiveBack();
        await last;

        Assert.Equal([1, 3], opened);
    }

    [Fact]
    public async Task Dispose_OfAnIdleOne_MakesRoom()
    {
        var slots = new ConnectionSlots(1);
        var (first, second) = (Slot(slots, 1), Slot(slots, 2));
        await UseAsync(first);
        first.Dispose();
        first.Dispose();

        await UseAsync(second);

        Assert.Equal([1], closed);
        Assert.Equal([1, 2], opened);
    }

    // Over real connections: each user has its own, and there is never more than one.
    [Fact]
    public async Task PerUser_MoreUsersThanConnections_AreAllAnswered()
    {
        await using var server = RawServer.Always("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"id\":\"f\"}");
        var options = Connecting.Options(server.Address) with
        {
            Connections = ConnectionMode.PerUser,
            MaxConnections = 1,
        };
        using var link = new Link(options);
        using var second = link.Another();

        Assert.True((await link.GetAsync()).IsSuccess);
        Assert.True((await link.GetAsync()).IsSuccess);
        Assert.True((await link.GetOverAsync(second)).IsSuccess);
        Assert.True((await link.GetAsync()).IsSuccess);

        Assert.Equal(3, server.Connections);
    }

    private static async Task UseAsync(ConnectionSlot slot)
    {
        await TakeAsync(slot);
        slot.GiveBack();
    }

    private static async Task TakeAsync(ConnectionSlot slot)
    {
        await slot.TakeAsync(CancellationToken.None);
        _ = slot.Invoker;
    }

    private ConnectionSlot Slot(ConnectionSlots slots, int number) =>
        new(
            slots,
            () =>
            {
                opened.Add(number);
                return new HttpMessageInvoker(new Ending(() => closed.Add(number)));
            }
        );

    private sealed class Ending(Action ended) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            ended();
            base.Dispose(disposing);
        }
    }
}
