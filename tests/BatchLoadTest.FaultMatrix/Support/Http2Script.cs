using System.Buffers.Binary;
using System.Text;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.FaultMatrix.Support;

/// <summary>HTTP/2 by hand (RFC 9113), as a server that can do everything wrong.</summary>
internal sealed class Http2Script(RawConnection connection)
{
    public const int InternalError = 2;
    public const int RefusedStream = 7;
    public const int Cancel = 8;
    public const int EnhanceYourCalm = 11;
    public const int Http11Required = 13;

    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte GoAway = 7;
    private const byte WindowUpdate = 8;
    private const byte Continuation = 9;

    private const byte EndStream = 1;
    private const byte Ack = 1;
    private const byte EndHeaders = 4;

    private bool hasBegun;

    /// <summary>Whether to let the client send on, as its body arrives.</summary>
    public bool GivesCredit { get; init; } = true;

    /// <summary>
    /// Reads on until a request has come, with its body; returns its stream, or 0 at the end of the connection.
    /// </summary>
    public async Task<int> ReadRequestAsync(bool withBody = true)
    {
        if (!hasBegun)
        {
            hasBegun = true;
            if (await connection.ReadBytesAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".Length) is null)
            {
                return 0;
            }

            await SendFrameAsync(Settings, 0, 0, []);
        }

        while (await connection.ReadBytesAsync(9) is { } head)
        {
            var length = (head[0] << 16) | (head[1] << 8) | head[2];
            var stream = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5));
            if (await connection.ReadBytesAsync(length) is not { } payload)
            {
                return 0;
            }

            if (await TakeAsync(head[3], head[4], stream, payload, withBody))
            {
                return stream;
            }
        }

        return 0;
    }

    /// <summary>A whole answer.</summary>
    public async Task AnswerAsync(int stream, int status, string body)
    {
        await AnswerHeadAsync(stream, status);
        await SendDataAsync(stream, body, end: true);
    }

    public Task AnswerHeadAsync(int stream, int status) => SendFrameAsync(Headers, EndHeaders, stream, Status(status));

    public Task SendDataAsync(int stream, string body, bool end = false) =>
        SendFrameAsync(Data, end ? EndStream : (byte)0, stream, Encoding.UTF8.GetBytes(body));

    public Task ResetAsync(int stream, int error) => SendFrameAsync(Reset, 0, stream, Number(error));

    public Task GoAwayAsync(int lastStream, int error, string words = "") =>
        SendFrameAsync(GoAway, 0, 0, [.. Number(lastStream), .. Number(error), .. Encoding.UTF8.GetBytes(words)]);

    /// <summary>Headers of one answer without an end.</summary>
    public async Task AnswerEndlessHeadAsync(int stream)
    {
        await SendFrameAsync(Headers, 0, stream, Status(200));
        // A literal header field without indexing, with a new name: 0x00, length, name, length, value.
        byte[] field = [0, 1, (byte)'x', 100, .. Enumerable.Repeat((byte)'y', 100)];
        byte[] fields = [.. Enumerable.Repeat(field, 100).SelectMany(each => each)];
        while (true)
        {
            await SendFrameAsync(Continuation, 0, stream, fields);
        }
    }

    public async Task SendFrameAsync(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        await connection.SendAsync(frame);
    }

    // Whether the request is there.
    private async Task<bool> TakeAsync(byte type, byte flags, int stream, byte[] payload, bool withBody)
    {
        switch (type)
        {
            case Headers:
                connection.NoteHead($"stream {stream}");
                return !withBody || (flags & EndStream) != 0;
            case Data:
                if (GivesCredit && payload.Length > 0)
                {
                    await SendFrameAsync(WindowUpdate, 0, 0, Number(payload.Length));
                    await SendFrameAsync(WindowUpdate, 0, stream, Number(payload.Length));
                }

                return (flags & EndStream) != 0;
            case Settings when (flags & Ack) == 0:
                await SendFrameAsync(Settings, Ack, 0, []);
                return false;
            case Ping when (flags & Ack) == 0:
                await SendFrameAsync(Ping, Ack, 0, payload);
                return false;
            default:
                return false;
        }
    }

    // HPACK (RFC 7541): a literal header field without indexing, whose name is entry 8, ":status".
    private static byte[] Status(int status) => [0x08, 3, .. Encoding.ASCII.GetBytes($"{status:000}")];

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
