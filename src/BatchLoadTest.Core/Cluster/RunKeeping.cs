using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Cluster;

/// <summary>
/// Writes into a master's journal what another master needs that is started in its place: who takes part, and how far the
/// seconds of each are in it. Lines may be added from any thread.
/// </summary>
/// <param name="merge">Knows how far they are.</param>
public sealed class RunKeeping(SecondsMerge merge) : IJournalCompanion
{
    private readonly ConcurrentQueue<(KeptWorker Worker, Action Written)> waiting = new();
    private readonly List<Action> appended = [];

    /// <summary>A worker has come, has gone or has ended.</summary>
    /// <param name="worker">How it is now.</param>
    /// <param name="written">Called when that is in the file.</param>
    public void Changed(KeptWorker worker, Action written) => waiting.Enqueue((worker, written));

    /// <inheritdoc/>
    public void Append(IBufferWriter<byte> lines, long second)
    {
        while (waiting.TryDequeue(out var next))
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(next.Worker, KeptJson.Default.KeptWorker));
            lines.Write("\n"u8);
            appended.Add(next.Written);
        }

        var position = new KeptPosition { Second = second, Workers = merge.Positions() };
        lines.Write(JsonSerializer.SerializeToUtf8Bytes(position, KeptJson.Default.KeptPosition));
        lines.Write("\n"u8);
    }

    /// <inheritdoc/>
    public void Written()
    {
        appended.ForEach(written => written());
        appended.Clear();
    }
}
