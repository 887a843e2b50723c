namespace BatchLoadTest.BatchApi.Dialects;

/// <summary>Where a service says what the rows of a batch took together.</summary>
public enum TokenSumsPlace
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>In the batch object, as <c>usage</c>: there with the answer that shows its end.</summary>
    InBatch,

    /// <summary>At an address of its own, <c>/batches/{id}/analytics</c>, and only some time after the batch has ended.</summary>
    Analytics,
}
