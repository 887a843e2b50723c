namespace BatchLoadTest.Authentication;

/// <summary>
/// Keeps account of the keys whose creation was sent, by name: what may be at the service, known or not. Any thread.
/// </summary>
/// <param name="sent">Gets a name before its creation is sent.</param>
/// <param name="gone">Gets a name when its key is known not to be there.</param>
public sealed class KeyAccount(Action<string>? sent = null, Action<string>? gone = null)
{
    private readonly Lock gate = new();
    private readonly List<string> open = [];
    private readonly Dictionary<string, string> lost = new(StringComparer.Ordinal);

    /// <summary>Names of keys that may be at the service.</summary>
    public IReadOnlyList<string> Open
    {
        get
        {
            lock (gate)
            {
                return [.. open];
            }
        }
    }

    /// <summary>Names of keys that may exist though nobody here knows them, and why; to be looked for by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Lost
    {
        get
        {
            lock (gate)
            {
                return [.. lost];
            }
        }
    }

    /// <summary>Why there is no key yet, as far as the service has said; null where it has not.</summary>
    public string? LastProblem { get; private set; }

    /// <summary>A creation is about to be sent.</summary>
    public void Sent(string name)
    {
        lock (gate)
        {
            if (!open.Contains(name))
            {
                open.Add(name);
            }
        }

        sent?.Invoke(name);
    }

    /// <summary>A key that somebody else has left there, who is gone and whose account has it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="why">How it came to be left.</param>
    public void Inherit(string name, string why)
    {
        lock (gate)
        {
            lost[name] = why;
        }
    }

    /// <summary>It was answered with the key.</summary>
    public void Created(string name)
    {
        lock (gate)
        {
            lost.Remove(name);
        }
    }

    /// <summary>It was refused.</summary>
    public void Refused(string name, string problem)
    {
        bool mayExist;
        lock (gate)
        {
            LastProblem = problem;
            // An earlier try of the same name may have made it.
            mayExist = lost.ContainsKey(name);
        }

        if (!mayExist)
        {
            Gone(name);
        }
    }

    /// <summary>It was cut off, or its answer could not be read.</summary>
    public void Unanswered(string name, string problem)
    {
        lock (gate)
        {
            // That it was cut off is the end of a story, not its reason.
            LastProblem = LastProblem is null || problem != "interrupted" ? problem : LastProblem;
            lost[name] = $"its creation was not answered ({problem})";
        }
    }

    /// <summary>The key is deleted, or was never there.</summary>
    public void Gone(string? name)
    {
        if (name is null)
        {
            return;
        }

        lock (gate)
        {
            open.Remove(name);
            lost.Remove(name);
        }

        gone?.Invoke(name);
    }
}
