namespace BatchLoadTest.Capacity.Search;

/// <summary>Which of a service's two ceilings binds.</summary>
public enum CeilingKind
{
    /// <summary>Either may.</summary>
    Unknown,

    /// <summary>Batches a second.</summary>
    Batches,

    /// <summary>Rows a second.</summary>
    Rows,
}
