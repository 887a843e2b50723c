using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Scenarios;

/// <summary>
/// Compares what the rows of each batch took with the service's own sums: those in the batch object at once, those that have
/// an address of their own beside the users, asked for again until they are there.
/// </summary>
/// <param name="place">Where the service says them.</param>
/// <param name="timeout">For how long one batch's are asked for.</param>
/// <param name="requests">Sends the requests.</param>
/// <param name="sink">Takes what came of it.</param>
/// <param name="timeProvider">The run's time.</param>
public sealed class UsageComparison(
    TokenSumsPlace place,
    TimeSpan timeout,
    SideRequests requests,
    IMeasurementSink sink,
    TimeProvider timeProvider
)
{
    private const int NotFound = 404;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Looks at a batch that was recorded. Never blocks, and never throws.</summary>
    /// <param name="record">Its record.</param>
    /// <param name="batch">The batch as last seen.</param>
    public void Begin(BatchRecord record, Batch batch)
    {
        // Of what was not read to its end nobody knows the sums; that is counted already.
        if (record.Findings is not { IsComplete: true } findings)
        {
            return;
        }

        // What rows took that were done twice, services count in ways of their own.
        if (record.Outcome == BatchOutcome.RetriedByRun || RowSums.Of(findings) is not { } rows)
        {
            sink.UsageChecked(new UsageCheck(record.BatchId, record.Class, UsageVerdict.NotComparable));
        }
        else if (place == TokenSumsPlace.InBatch)
        {
            sink.UsageChecked(new Question(record, rows).Answer(batch.Usage));
        }
        else if (!requests.TryBegin(stop => AskAsync(new Question(record, rows), stop)))
        {
            sink.UsageChecked(new Question(record, rows).NotCompared("the run ended before"));
        }
    }

    private async Task AskAsync(Question question, CancellationToken stop)
    {
        UsageCheck check;
        try
        {
            check = await AskUntilFilledAsync(question, stop);
        }
        catch (OperationCanceledException)
        {
            check = question.NotCompared("the run ended before the service had the sums");
        }
        catch (KeyRefusedException exception)
        {
            check = question.NotCompared(exception.Message);
        }

        sink.UsageChecked(check);
    }

    private async Task<UsageCheck> AskUntilFilledAsync(Question question, CancellationToken stop)
    {
        var begin = timeProvider.GetTimestamp();
        var wait = FirstWait;
        while (true)
        {
            var response = await requests.SendAsync(
                question.BatchId,
                static (client, id, authorization) => client.GetAnalyticsAsync(id, authorization)
            );
            if (question.Note(response))
            {
                return question.Answer(question.Sums);
            }

            var rest = timeout - timeProvider.GetElapsedTime(begin);
            if (rest <= TimeSpan.Zero)
            {
                return question.WasAnswered ? question.Answer(question.Sums) : question.NotCompared(question.Problem);
            }

            var next = response.RetryAfter > wait ? response.RetryAfter.Value : wait;
            await Task.Delay(next < rest ? next : rest, timeProvider, stop);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    // One batch, and what the service has said of it so far.
    private sealed class Question(BatchRecord record, RowSums rows)
    {
        private int sent;
        private int failed;

        public string BatchId => record.BatchId;

        public TokenSums? Sums { get; private set; }

        public bool WasAnswered { get; private set; }

        public string? Problem { get; private set; }

        /// <summary>Takes an answer; true where nothing better can come. Sums that are filled row by row are waited for.</summary>
        public bool Note(ApiResponse<TokenSums> response)
        {
            sent++;
            if (response.Value is { } sums)
            {
                (Sums, WasAnswered) = (sums, true);
                return sums.IsFilled && !rows.IsAhead(sums);
            }

            if (response.Status == NotFound)
            {
                // Nothing is there yet.
                WasAnswered = true;
                return false;
            }

            failed++;
            Problem = $"{response.Outcome.KindName(response.Status)}: {response.Detail}";
            return false;
        }

        public UsageCheck Answer(TokenSums? sums)
        {
            if (sums is not { IsFilled: true })
            {
                return Check(UsageVerdict.NeverFilled);
            }

            return rows.Difference(sums) is { } words
                ? Check(UsageVerdict.Disagrees, words)
                : Check(UsageVerdict.Agrees);
        }

        public UsageCheck NotCompared(string? why) => Check(UsageVerdict.NotCompared, why);

        private UsageCheck Check(UsageVerdict verdict, string? words = null) =>
            new(record.BatchId, record.Class, verdict)
            {
                Words = words,
                Requests = sent,
                FailedRequests = failed,
            };
    }
}
