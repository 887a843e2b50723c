using System.Buffers.Binary;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>The head of an HTTP/2 frame (RFC 9113, 4.1).</summary>
/// <param name="Length">Bytes of payload.</param>
/// <param name="Type">Kind of frame.</param>
/// <param name="Flags">Flags of that kind.</param>
/// <param name="StreamId">Stream; 0 for the connection.</param>
internal readonly record struct Http2Frame(int Length, byte Type, byte Flags, int StreamId)
{
    /// <summary>Bytes of a head.</summary>
    public const int HeadSize = 9;

    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Reset = 3;
    public const byte GoAway = 7;

    private const byte EndStreamFlag = 1;

    /// <summary>Whether it is the last of its stream in its direction.</summary>
    public bool EndsStream => Type is Data or Headers && (Flags & EndStreamFlag) != 0;

    public static Http2Frame Read(ReadOnlySpan<byte> head) =>
        new(
            (head[0] << 16) | (head[1] << 8) | head[2],
            head[3],
            head[4],
            BinaryPrimitives.ReadInt32BigEndian(head[5..]) & int.MaxValue
        );

    /// <summary>A whole RST_STREAM.</summary>
    public static byte[] ResetOf(int streamId, int error)
    {
        var frame = new byte[HeadSize + sizeof(int)];
        frame[2] = sizeof(int);
        frame[3] = Reset;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(HeadSize), error);
        return frame;
    }
}
