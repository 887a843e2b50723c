using System.Linq.Expressions;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.NBomber.Mapping;

/// <summary>Builds a threshold's condition. NBomber prints it as it stands, so its limit is a constant in it.</summary>
internal static class ThresholdCondition
{
    /// <summary>
    /// <c>isEmpty || figure OPERATOR limit</c>. True before there is a sample: NBomber judges from the first seconds on;
    /// a run without data is failed by our own verdict.
    /// </summary>
    /// <param name="figure">What is looked at.</param>
    /// <param name="isEmpty">Whether there is no sample yet.</param>
    /// <param name="comparison">How it is compared.</param>
    /// <param name="limit">With what.</param>
    public static Expression<Func<T, bool>> Build<T>(
        Expression<Func<T, double>> figure,
        Expression<Func<T, bool>> isEmpty,
        ThresholdOperator comparison,
        double limit
    )
    {
        var stats = figure.Parameters[0];
        var empty = new ParameterReplacement(isEmpty.Parameters[0], stats).Visit(isEmpty.Body);
        var holds = Compare(comparison, figure.Body, Expression.Constant(limit));
        return Expression.Lambda<Func<T, bool>>(Expression.OrElse(empty, holds), stats);
    }

    private static BinaryExpression Compare(ThresholdOperator comparison, Expression figure, Expression limit) =>
        comparison switch
        {
            ThresholdOperator.Less => Expression.LessThan(figure, limit),
            ThresholdOperator.LessOrEqual => Expression.LessThanOrEqual(figure, limit),
            ThresholdOperator.Greater => Expression.GreaterThan(figure, limit),
            ThresholdOperator.GreaterOrEqual => Expression.GreaterThanOrEqual(figure, limit),
            ThresholdOperator.Equal => Expression.Equal(figure, limit),
            _ => Expression.NotEqual(figure, limit),
        };

    private sealed class ParameterReplacement(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
