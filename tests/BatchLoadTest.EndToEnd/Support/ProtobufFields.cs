using System.Buffers.Binary;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>The fields of a protobuf message, without its schema.</summary>
internal static class ProtobufFields
{
    public static IEnumerable<(int Number, long Fixed64, byte[] Bytes)> Read(byte[] message)
    {
        for (var place = 0; place < message.Length; )
        {
            var tag = Varint(message, ref place);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    yield return (number, (long)Varint(message, ref place), []);
                    break;
                case 1:
                    yield return (number, BinaryPrimitives.ReadInt64LittleEndian(message.AsSpan(place)), []);
                    place += sizeof(long);
                    break;
                case 2:
                    var length = (int)Varint(message, ref place);
                    yield return (number, 0, message[place..(place + length)]);
                    place += length;
                    break;
                case 5:
                    place += sizeof(int);
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7}");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int place)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[place++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
