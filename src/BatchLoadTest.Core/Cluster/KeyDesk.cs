using BatchLoadTest.Authentication;
using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Cluster;

/// <summary>Hands the run's key to workers: created when the first of them asks, renewed when one says that it works no more.</summary>
/// <param name="timeProvider">For its age.</param>
public sealed class KeyDesk(TimeProvider timeProvider)
{
    // A worker that has waited so long is told to ask again: calls have an end of their own.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private volatile SharedApiKey? shared;

    /// <summary>The run has a key from now on.</summary>
    public void Open(SharedApiKey key) => shared = key;

    /// <summary>Answers a worker.</summary>
    public async Task<KeyAnswer> AnswerAsync(KeyQuestion question)
    {
        if (shared is not { } key)
        {
            return new KeyAnswer();
        }

        using var end = new CancellationTokenSource(Patience, timeProvider);
        try
        {
            return await AnswerAsync(key, question, end.Token);
        }
        catch (KeyRefusedException refused)
        {
            return new KeyAnswer { Refusal = refused.Message };
        }
        catch (OperationCanceledException)
        {
            return new KeyAnswer();
        }
    }

    private async Task<KeyAnswer> AnswerAsync(SharedApiKey key, KeyQuestion question, CancellationToken end)
    {
        if (question.Refused == 0)
        {
            return Of(key, await key.GetAsync(end));
        }

        var refused = key.Obtained().ElementAtOrDefault(question.Refused - 1);
        // The worker has seen it work, which no user here has.
        refused?.NoteAdmitted();
        var next = refused is null ? null : await key.RenewAsync(refused, end);
        return next is null
            ? new KeyAnswer { Refusal = "the key works no more, and there is no other one" }
            : Of(key, next);
    }

    private KeyAnswer Of(SharedApiKey key, ApiKey found) =>
        new()
        {
            Number = key.Obtained().ToList().IndexOf(found) + 1,
            Secret = found.Secret,
            Id = found.Id,
            IsCreated = found.IsCreated,
            Age = found.IsCreated ? timeProvider.GetElapsedTime(found.CreatedAt) : TimeSpan.Zero,
        };
}
