namespace BatchLoadTest.Views;

/// <summary>How much a note matters.</summary>
public enum NoteLevel
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>Something a person should look at.</summary>
    Warning,

    /// <summary>Something went wrong.</summary>
    Error,
}
