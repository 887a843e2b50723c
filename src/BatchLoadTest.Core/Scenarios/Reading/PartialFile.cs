using BatchLoadTest.BatchApi;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Scenarios.Reading;

/// <summary>
/// One read of the output file of a running batch. It counts for something only once it has come to its end: of a read that
/// fails nothing is kept, and the next one begins where it began.
/// </summary>
internal sealed class PartialFile : IContentConsumer
{
    private readonly LineSplitter lines;
    private readonly LineSplitter.LineHandler take;
    private readonly IRowIds? ids;
    private readonly TimeProvider timeProvider;
    private readonly List<Line> all = [];
    private string? lastLine;

    /// <summary>One read.</summary>
    /// <param name="skip">Lines of the file that it leaves out.</param>
    /// <param name="ids">The ids that rows may have; null where they are only counted.</param>
    /// <param name="maxLine">Longest line in bytes; of a longer one only its length is known.</param>
    /// <param name="timeProvider">The run's clock.</param>
    public PartialFile(long skip, IRowIds? ids, int maxLine, TimeProvider timeProvider)
    {
        (Skip, this.ids, this.timeProvider) = (skip, ids, timeProvider);
        lines = new LineSplitter(maxLine, (_, length) => AddUnreadable(length));
        take = Take;
    }

    /// <summary>Lines of the file that it leaves out.</summary>
    public long Skip { get; }

    /// <summary>What it has, in order.</summary>
    public IReadOnlyList<Line> Lines => all;

    /// <summary>Time stamp of the first line that may be a row; null without one.</summary>
    public long? FirstAt { get; private set; }

    /// <summary>Whether the service says that there is more, or will be.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>What the service says is the line at which it ends, where that is wrong; null where it is right, or not said.</summary>
    public string? WrongLastLine =>
        lastLine is null || lastLine == FormattableString.Invariant($"{Skip + all.Count}") ? null : lastLine;

    /// <inheritdoc/>
    public void NoteIncomplete() => IsIncomplete = true;

    /// <inheritdoc/>
    public void NoteLastLine(string line) => lastLine = line.Trim();

    /// <inheritdoc/>
    public void Consume(ReadOnlySpan<byte> piece) => lines.Consume(piece, take);

    /// <inheritdoc/>
    public string? Complete()
    {
        lines.Complete(take);
        return null;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (line.Trim(" \t"u8).IsEmpty)
        {
            return;
        }

        var length = line.Length + 1;
        if (Skip == 0 && all.Count == 0)
        {
            line = ByteOrderMark.Skip(line);
        }

        if (ids is null)
        {
            Add(Line.Unknown, 0, length);
        }
        else if (ResultLine.TryParse(line, out var result, out _) && result.TryFind(ids, out var row))
        {
            Add(row, RowReads.HashOf(line), length);
        }
        else
        {
            AddUnreadable(length);
        }
    }

    private void AddUnreadable(long length) => Add(Line.Unreadable, (uint)(Skip + all.Count), length);

    private void Add(int row, uint hash, long length)
    {
        if (row != Line.Unreadable)
        {
            FirstAt ??= timeProvider.GetTimestamp();
        }

        all.Add(new Line(row, hash, (int)Math.Min(length, int.MaxValue)));
    }

    /// <summary>One line.</summary>
    /// <param name="Row">The row of the input, from 0; <see cref="Unreadable"/> or <see cref="Unknown"/> for none.</param>
    /// <param name="Hash">What tells it from another content of the same row; of one that is no row its place in the file.</param>
    /// <param name="Length">Its length in bytes, with its line end.</param>
    internal readonly record struct Line(int Row, uint Hash, int Length)
    {
        /// <summary>It is no row of the batch.</summary>
        public const int Unreadable = -1;

        /// <summary>It was not looked into.</summary>
        public const int Unknown = -2;
    }
}
