using System.Buffers;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>One upload of generated rows. What each is to be is asked twice: for the length of all, and when it is written.</summary>
internal sealed class GeneratedUpload(GeneratedData data, int user, long number, byte[] tag) : IPromptSource
{
    private const int Piece = 64 * 1024;

    private readonly ulong seed = data.SeedOf(user, number);
    private (long Bytes, PromptCounts Prompts)? measured;

    public long Length => Measured.Bytes;

    public string FileName => "generated.jsonl";

    public PromptCounts Prompts => Measured.Prompts;

    private (long Bytes, PromptCounts Prompts) Measured => measured ??= Measure();

    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var length = 0;
            for (var row = 0; row < data.Rows; row++)
            {
                var address = new RowAddress(row, number, user);
                var plan = data.PlanOf(address, seed, tag.Length);
                if (length > 0 && length + plan.Bytes > buffer.Length)
                {
                    await target.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
                    length = 0;
                }

                if (plan.Bytes > buffer.Length)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    // Not the same one twice, should there be no memory for the other.
                    buffer = [];
                    buffer = ArrayPool<byte>.Shared.Rent(plan.Bytes);
                }

                data.WriteRow(plan, address, tag, buffer.AsSpan(length, plan.Bytes));
                length += plan.Bytes;
            }

            await target.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private (long Bytes, PromptCounts Prompts) Measure()
    {
        var (bytes, own, tokens, prefixed) = (0L, 0L, 0L, 0L);
        for (var row = 0; row < data.Rows; row++)
        {
            var address = new RowAddress(row, number, user);
            var plan = data.PlanOf(address, seed, tag.Length);
            bytes += plan.Bytes;
            // Each word is one of the commonest, which tokenizers have a token for.
            tokens += plan.AllWords;
            prefixed += plan.PrefixWords > 0 ? 1 : 0;
            // In a row of few bytes there may be no room for its whole address: then nobody knows.
            own += plan.OwnWords >= PromptText.LengthOf(address) ? 1 : 0;
        }

        var prompts = new PromptCounts
        {
            Uploads = 1,
            Rows = data.Rows,
            Own = own,
            Tokens = tokens,
            Prefixed = prefixed,
        };
        return (bytes, prompts);
    }
}
