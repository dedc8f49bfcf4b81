export { type DeliveryTarget, enqueueDelivery, type NewDelivery } from './enqueue-delivery.ts';
