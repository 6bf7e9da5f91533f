/** Codes of fees as common extensions of Magento give them, by what they are. */
export const CASH_ON_DELIVERY = ['cod', 'cod_fee', 'cashondelivery', 'cashondelivery_fee'] as const
export const OTHER_FEES = [
  ...['fee', 'payment_fee', 'service_fee', 'handling_fee', 'extra_fee', 'surcharge', 'weee'],
  ...['mageworx_fee_amount', 'fee_amount', 'insurance', 'deposit', 'donation'],
  ...['gift_wrapping', 'gift_wrapping_items', 'gift_wrapping_card'],
] as const
/** Paid before: it is taken off the total, without tax. */
export const PREPAID = ['gift_card', 'store_credit', 'reward_points', 'discount'] as const
