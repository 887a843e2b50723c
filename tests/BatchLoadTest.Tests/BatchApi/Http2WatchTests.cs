using System.Buffers.Binary;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.BatchApi;

/// <summary>What the HTTP stack is shown of an HTTP/2 connection, however its bytes arrive.</summary>
public sealed class Http2WatchTests
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte GoAway = 7;
    private const byte EndStream = 1;

    private readonly FakeTimeProvider clock = new();

    // Bytes at a time, and the size of the buffer that the stack reads into.
    public static TheoryData<int, int> Pieces =>
        new()
        {
            { 1, 1 },
            { 1, 100_000 },
            { 5, 7 },
            { 13, 17 },
            { 16, 68 },
            { 100_000, 1 },
            { 100_000, 67 },
            { 100_000, 100_000 },
        };

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task Read_OrdinaryFrames_AreUnchanged(int most, int size)
    {
        byte[] received =
        [
            .. Frame(Settings, 0, 0, new byte[12]),
            .. Frame(Headers, 0, 1, new byte[30]),
            .. Frame(Data, EndStream, 1, new byte[20_000]),
            .. Frame(Reset, 0, 3, Number(2)),
            .. Frame(GoAway, 0, 0, [.. Number(3), .. Number(0), .. new byte[100]]),
        ];

        Assert.Equal(received, await PassAsync(received, most, size, streams: [1, 3]));
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task Read_RefusedStream_HasACodeThatIsNotSentAgain(int most, int size)
    {
        byte[] before = Frame(Data, 0, 1, new byte[50]);
        byte[] after = Frame(Data, EndStream, 1, [1, 2, 3]);

        var passed = await PassAsync(
            [.. before, .. Frame(Reset, 0, 3, Number(Http2Errors.RefusedStream)), .. after],
            most,
            size,
            streams: [1, 3]
        );

        Assert.Equal([.. before, .. Frame(Reset, 0, 3, Number(Http2Errors.Refused)), .. after], passed);
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task Read_GoAway_ResetsFirstWhatItLeavesOut(int most, int size)
    {
        // 1 has ended, 3 is taken, 5 and 7 are left out.
        byte[] before = [.. Frame(Headers, EndStream, 1, new byte[10]), .. Frame(Headers, 0, 3, new byte[10])];
        byte[] goAway = Frame(GoAway, 0, 0, [.. Number(3), .. Number(0), .. new byte[200]]);
        byte[] after = Frame(Data, EndStream, 3, [1, 2, 3]);

        var passed = await PassAsync([.. before, .. goAway, .. after], most, size, streams: [1, 3, 5, 7]);

        Assert.Equal(
            [
                .. before,
                .. Frame(Reset, 0, 5, Number(Http2Errors.Refused)),
                .. Frame(Reset, 0, 7, Number(Http2Errors.Refused)),
                .. goAway,
                .. after,
            ],
            passed
        );
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task Read_EndAfterIdle_ResetsOnlyTheRequestThatBeganIt(int most, int size)
    {
        byte[] received = Frame(Settings, 0, 0, []);

        // 3 was sent while 1 waited: the connection was not idle any more.
        var passed = await PassAsync(received, most, size, streams: [1, 3], idle: 1.1);

        Assert.Equal([.. received, .. Frame(Reset, 0, 1, Number(Http2Errors.ClosedAfterIdle))], passed);
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task Read_EndAfterIdleWithinAFrame_PutsNothingIn(int most, int size)
    {
        byte[] received = [0, 0, 5, Headers, 0];

        // What came of it is no use to anyone.
        Assert.Empty(await PassAsync(received, most, size, streams: [1], idle: 1.1));
    }

    [Theory]
    [InlineData(1.0, 0x7E57_0001)]
    [InlineData(1.1, 0x7E57_0002)]
    public async Task Read_GoAwayAfterIdle_TellsHowLongItWas(double seconds, int error)
    {
        byte[] goAway = Frame(GoAway, 0, 0, [.. Number(0), .. Number(0)]);

        var passed = await PassAsync(goAway, 100_000, 100_000, streams: [1], idle: seconds);

        Assert.Equal([.. Frame(Reset, 0, 1, Number(error)), .. goAway], passed);
    }

    // Sends a request on each stream and reads to the end, which must show as one that is not sent again.
    private async Task<byte[]> PassAsync(byte[] received, int most, int size, int[] streams, double idle = 0)
    {
        await using var connection = new PiecewiseStream(received, most);
        var watch = new Http2Watch(clock);
        clock.Advance(TimeSpan.FromSeconds(idle));
        byte[] sent =
        [
            .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8,
            .. Frame(Settings, 0, 0, new byte[6]),
            .. streams.SelectMany(stream => Frame(Headers, EndStream, stream, new byte[40])),
        ];
        for (var start = 0; start < sent.Length; start += most)
        {
            var piece = sent.AsMemory(start, Math.Min(most, sent.Length - start));
            await watch.WriteAsync(connection, piece, TestContext.Current.CancellationToken);
        }

        List<byte> passed = [];
        var buffer = new byte[size];
        try
        {
            while (true)
            {
                var read = await watch.ReadAsync(connection, buffer, TestContext.Current.CancellationToken);
                Assert.InRange(read, 1, size);
                passed.AddRange(buffer.AsSpan(0, read));
            }
        }
        catch (ConnectionClosedException exception)
        {
            Assert.False(exception.AfterIdle);
        }

        return [.. passed];
    }

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
