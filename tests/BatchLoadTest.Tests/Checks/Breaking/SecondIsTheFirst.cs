namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>A service that answers the second create request for a purpose with the first's batch.</summary>
internal sealed class SecondIsTheFirst(string mark)
{
    private readonly TaskCompletionSource<ServiceAnswer> first = new();
    private int creates;

    public async Task<ServiceAnswer> ServeAsync(BrokenExchange exchange)
    {
        var number = MarkedBatch.Creates(exchange, mark) ? Interlocked.Increment(ref creates) : 0;
        if (number == 2)
        {
            return await first.Task;
        }

        var answer = await exchange.ForwardAsync();
        if (number == 1)
        {
            first.SetResult(answer);
        }

        return answer;
    }
}
