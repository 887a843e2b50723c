using System.Buffers;
using System.Buffers.Binary;

namespace BatchLoadTest.Scenarios.Reading;

/// <summary>Lines of a read as another process gets them: row and hash, 4 bytes each, the lowest first.</summary>
internal static class PackedLines
{
    /// <summary>Bytes of one.</summary>
    public const int Size = 8;

    /// <summary>Adds one.</summary>
    public static void Add(ArrayBufferWriter<byte> lines, in PartialFile.Line line)
    {
        var target = lines.GetSpan(Size);
        BinaryPrimitives.WriteInt32LittleEndian(target, line.Row);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], line.Hash);
        lines.Advance(Size);
    }

    /// <summary>All of them, without their lengths.</summary>
    public static PartialFile.Line[] Of(ReadOnlySpan<byte> lines)
    {
        var all = new PartialFile.Line[lines.Length / Size];
        for (var index = 0; index < all.Length; index++)
        {
            var line = lines.Slice(index * Size, Size);
            all[index] = new PartialFile.Line(
                BinaryPrimitives.ReadInt32LittleEndian(line),
                BinaryPrimitives.ReadUInt32LittleEndian(line[4..]),
                Length: 0
            );
        }

        return all;
    }
}
