namespace BatchLoadTest.NBomber.Mapping;

/// <summary>
/// The way to end a running NBomber test from outside: it takes no token. A wish to end it that comes before the test
/// can be asked to end is kept; one that comes after its end is forgotten.
/// </summary>
internal sealed class TestHandle
{
    private readonly Lock gate = new();
    private Action<string>? stop;
    private string? wish;
    private bool isOver;

    /// <summary>From now on the test can be asked to end.</summary>
    /// <param name="stopTest">Ends it, with a reason for its report.</param>
    public void Attach(Action<string> stopTest)
    {
        string? early;
        lock (gate)
        {
            stop = stopTest;
            early = wish;
        }

        if (early is not null)
        {
            stopTest(early);
        }
    }

    /// <summary>Ends the test, once.</summary>
    public void Stop(string reason)
    {
        Action<string>? now;
        lock (gate)
        {
            if (isOver || wish is not null)
            {
                return;
            }

            wish = reason;
            now = stop;
        }

        now?.Invoke(reason);
    }

    /// <summary>The test is over.</summary>
    public void Detach()
    {
        lock (gate)
        {
            isOver = true;
        }
    }
}
