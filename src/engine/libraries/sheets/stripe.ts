import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Stripe',
  packages: ['stripe'],
  secrets: [
    { path: ['', 'Stripe'], argument: 0, variable: 'STRIPE_SECRET_KEY', calledAs: ['stripe', 'Stripe'] },
  ],
  outgoing: [
    {
      // Not `webhooks`, which only checks signatures.
      path: '[Stripe]().{accounts,balance,charges,coupons,customers,disputes,events,invoiceItems,invoices,paymentIntents,paymentMethods,payouts,plans,prices,products,promotionCodes,refunds,setupIntents,subscriptionItems,subscriptions,tokens,transfers,{billingPortal,checkout}.sessions}.*',
      asks: 'Stripe',
      byDefault: { seconds: 80, covers: 'try', tries: 3 },
      source: 'findings/sdk-retries-multiply-the-timeout.sh; measured 23.1.0',
    },
  ],
});
