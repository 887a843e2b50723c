namespace BatchLoadTest.Reporting.Html;

/// <summary>What is known of a stretch of time and can be joined with that of the next one. The default value is nothing.</summary>
internal interface IJoinable<TSelf>
    where TSelf : struct, IJoinable<TSelf>
{
    /// <summary>What is known of both stretches: counts add, peaks stay.</summary>
    TSelf JoinedWith(TSelf other);
}
