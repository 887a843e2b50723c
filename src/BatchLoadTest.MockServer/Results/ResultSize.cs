using System.Buffers;
using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Results;

/// <summary>How long a result file is, without writing all of it.</summary>
internal static class ResultSize
{
    private const int Fates = 4;

    /// <summary>
    /// Lines of one fate differ only in their custom_id and in the body of an answer, so that one line of each, and these
    /// lengths, are enough.
    /// </summary>
    public static long Of(Batch batch, StoredFile file, DateTimeOffset now)
    {
        using var lines = new ResultLines(batch, file.Purpose, batch.At(now));
        var writer = new ResultLineWriter(batch);
        Span<int> around = stackalloc int[Fates];
        long bytes = 0;
        while (lines.TryNext(out var line))
        {
            var idLength = file.Input.Rows[line.Row].CustomIdLength;
            if (ResultLineWriter.IsOdd(line.Defect))
            {
                bytes += writer.Write(new ArrayBufferWriter<byte>(), line, new byte[idLength]);
                continue;
            }

            var answer = line.Fate == RowFate.Succeeded ? writer.AnswerLengthOf(line.Row) : 0;
            if (around[(int)line.Fate] == 0)
            {
                around[(int)line.Fate] = writer.Write(new ArrayBufferWriter<byte>(), line, []) - answer;
            }

            bytes += around[(int)line.Fate] + answer + idLength;
        }

        return bytes;
    }
}
