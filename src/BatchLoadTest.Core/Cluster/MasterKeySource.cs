using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Cluster;

/// <summary>The key source of a worker: the master has the key, renews it and deletes it.</summary>
/// <param name="master">Whom to ask.</param>
/// <param name="runId">The run.</param>
/// <param name="redactor">Keeps the key out of every text.</param>
/// <param name="timeProvider">For its age.</param>
/// <param name="prefix">What stands before it in its header.</param>
public sealed class MasterKeySource(
    IMasterCalls master,
    string runId,
    SecretRedactor redactor,
    TimeProvider timeProvider,
    string prefix = ApiKey.UsualPrefix
) : IApiKeySource
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private int number;
    private volatile KeyAnswer? latest;

    /// <summary>The key that was given last; null for none.</summary>
    public KeyAnswer? Latest => latest;

    /// <inheritdoc/>
    public bool CanRenew => true;

    /// <summary>Waits for the key; at the second call for another one.</summary>
    /// <exception cref="KeyRefusedException">The master has none, or no other one.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<ApiKey> ObtainAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await AskAsync() is { } answer)
            {
                if (answer.Refusal is { } refusal)
                {
                    throw new KeyRefusedException(refusal);
                }

                if (answer.Number > 0)
                {
                    (number, latest) = (answer.Number, answer);
                    return Key(answer);
                }
            }

            await Task.Delay(Pause, timeProvider, cancellationToken);
        }
    }

    /// <summary>Deletes nothing: that is for the master.</summary>
    public Task<string?> DeleteAsync(ApiKey key, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    // A master that is away for a moment is asked again; for how long is not this one's affair.
    private async Task<KeyAnswer?> AskAsync()
    {
        try
        {
            return await master.KeyAsync(new KeyQuestion(runId, number));
        }
        catch (ClusterException)
        {
            return null;
        }
    }

    private ApiKey Key(KeyAnswer answer)
    {
        if (answer.Secret is not { } secret || !answer.IsCreated)
        {
            return ApiKey.Given(answer.Secret, prefix);
        }

        redactor.Add(secret);
        return ApiKey.Created(secret, answer.Id, answer.CreatedAt(timeProvider), prefix: prefix);
    }
}
